'use client';

import { useRouter } from 'next/navigation';
import { useState, type FormEvent } from 'react';
import { ApiError, signIn } from '../lib/api';
import { textOf } from '../lib/form-fields';
import { messageOf } from '../lib/message-of';
import { Brand } from './app-shell';

export function SignInForm() {
  const router = useRouter();
  const [error, setError] = useState<string>();
  const [busy, setBusy] = useState(false);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    setBusy(true);
    setError(undefined);
    try {
      await signIn(textOf(form, 'username'), textOf(form, 'password'));
      router.replace('/');
    } catch (reason) {
      const refused = reason instanceof ApiError && reason.status === 401;
      setError(refused ? 'The user name or the password is wrong.' : messageOf(reason));
      setBusy(false);
    }
  }

  return (
    <form className="card narrow form" method="post" onSubmit={(event) => void submit(event)}>
      <Brand />
      <h1>Sign in</h1>
      <label>
        User name
        <input name="username" autoComplete="username" autoCapitalize="none" required defaultValue="admin" />
      </label>
      <label>
        Password
        <input name="password" type="password" autoComplete="current-password" required autoFocus />
      </label>
      {error && (
        <p className="notice bad" role="alert">
          {error}
        </p>
      )}
      <button className="button" disabled={busy}>
        {busy ? 'Signing in…' : 'Sign in'}
      </button>
      <p className="hint">
        The first start writes the password of <code>admin</code> to <code>data/initial-admin-password</code> unless{' '}
        <code>ADMIN_PASSWORD</code> was set.
      </p>
    </form>
  );
}
