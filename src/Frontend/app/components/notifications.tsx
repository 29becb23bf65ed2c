'use client';

import { useState, type ReactNode } from 'react';
import { useLoaded } from '../lib/hooks';
import { messageOf } from '../lib/message-of';
import { notificationState, switchOff, switchOn, type NotificationState } from '../lib/notifications';
import { Section } from './section';

const TEXTS: Record<NotificationState, ReactNode> = {
  insecure: (
    <>
      Browsers show notifications of pages with HTTPS only, or of <code>localhost</code>. Open this page with <code>https://</code>: the profile <code>ssl</code> adds it (
      <code>docker compose --profile ssl up -d</code>).
    </>
  ),
  unsupported: 'This browser cannot show notifications of web pages. Use another one, or a newer version of it.',
  denied: 'Notifications of this page are blocked in this browser. Allow them in its settings for this page, beside the address, and load the page again.',
  unconfigured: (
    <>
      This installation sends no notifications. Set <code>VAPID_PUBLIC_KEY</code> and <code>VAPID_PRIVATE_KEY</code>, which <code>./build.sh Env</code> makes, and start it again.
    </>
  ),
  off: 'Off. This browser can tell you of new events while no page is open, too.',
  on: 'On. This browser tells you of new events until you switch it off or sign out.',
};

/** Whether this browser tells of events, and the switch for it. */
export function Notifications() {
  const loaded = useLoaded(notificationState);
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function change(to: () => Promise<NotificationState>) {
    setBusy(true);
    setError(undefined);
    try {
      const state = await to();
      loaded.change(() => state);
    } catch (reason) {
      setError(messageOf(reason));
      loaded.reload();
    } finally {
      setBusy(false);
    }
  }

  return (
    <Section title="Notifications" id="notifications" loaded={loaded} isEmpty={() => false} empty={null}>
      {(state) => (
        <div className="card notifications" data-notifications={state}>
          <p role="status">{TEXTS[state]}</p>
          {(state === 'on' || state === 'off') && (
            <button type="button" className="button quiet" disabled={busy} onClick={() => void change(state === 'on' ? switchOff : switchOn)}>
              {state === 'on' ? 'Switch off' : 'Switch on'}
            </button>
          )}
          {error && (
            <p className="notice bad" role="alert">
              {error}
            </p>
          )}
        </div>
      )}
    </Section>
  );
}
