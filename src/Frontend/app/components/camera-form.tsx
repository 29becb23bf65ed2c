'use client';

import { useState, type FormEvent } from 'react';
import { addCamera } from '../lib/api';
import { textOf } from '../lib/form-fields';
import { messageOf } from '../lib/message-of';
import type { CameraDraft } from '../lib/types';

type Kind = 'rtsp' | 'file';

const SOURCES: Record<Kind, { label: string; placeholder: string; pattern: string; hint: string }> = {
  rtsp: { label: 'RTSP address', placeholder: 'rtsp://192.168.1.20:554/stream1', pattern: 'rtsps?://.+', hint: 'Starts with rtsp:// or rtsps://, without user name and password.' },
  file: { label: 'Video file', placeholder: 'videos/garden.mp4', pattern: '[^\\/].*', hint: 'A path below the data directory.' },
};

export function CameraForm({ onAdded }: { onAdded: () => void }) {
  const [kind, setKind] = useState<Kind>('rtsp');
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);
  const source = SOURCES[kind];

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const element = event.currentTarget;
    const field = (name: string) => textOf(element, name).trim();
    const draft: CameraDraft = { name: field('name'), type: kind, source: field('source'), clip_enabled: new FormData(element).has('clips') };
    if (field('username')) Object.assign(draft, { username: field('username'), password: textOf(element, 'password') });
    setBusy(true);
    setError(undefined);
    try {
      await addCamera(draft);
      element.reset();
      onAdded();
    } catch (reason) {
      setError(messageOf(reason));
    } finally {
      setBusy(false);
    }
  }

  return (
    <form className="card form" method="post" onSubmit={(event) => void submit(event)}>
      <label>
        Name
        <input name="name" required maxLength={100} placeholder="Front door" />
      </label>
      <fieldset className="choice">
        <legend>Kind</legend>
        {(['rtsp', 'file'] as const).map((value) => (
          <label key={value}>
            <input type="radio" name="kind" value={value} checked={kind === value} onChange={() => setKind(value)} />
            {value === 'rtsp' ? 'Network camera (RTSP)' : 'Video file'}
          </label>
        ))}
      </fieldset>
      <label>
        {source.label}
        <input name="source" required placeholder={source.placeholder} pattern={source.pattern} title={source.hint} aria-describedby="source-hint" />
        <span id="source-hint" className="hint">
          {source.hint}
        </span>
      </label>
      {kind === 'rtsp' && (
        <div className="pair">
          <label>
            User name (if it asks for one)
            <input name="username" autoComplete="off" />
          </label>
          <label>
            Password
            <input name="password" type="password" autoComplete="new-password" />
          </label>
        </div>
      )}
      <div className="choice">
        <label>
          <input type="checkbox" name="clips" />
          Keep a video clip of each event (H.264 and H.265, without sound)
        </label>
      </div>
      {error && (
        <p className="notice bad" role="alert">
          {error}
        </p>
      )}
      <button className="button" disabled={busy}>
        {busy ? 'Adding…' : 'Add camera'}
      </button>
    </form>
  );
}
