'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { me, signOut } from '../lib/api';
import { useLoaded } from '../lib/hooks';
import type { LiveState } from '../lib/live-connection';
import { switchOff } from '../lib/notifications';
import type { User } from '../lib/types';

const PAGES = [
  { href: '/', label: 'Dashboard' },
  { href: '/cameras', label: 'Cameras' },
];

const LIVE_LABELS: Record<LiveState, string> = { connecting: 'Connecting…', live: 'Live', offline: 'Reconnecting…' };

export function Brand() {
  return (
    <span className="brand">
      <svg viewBox="0 0 32 32" width="28" height="28" aria-hidden="true">
        <path d="M3 16c4.3-6.5 8.6-9 13-9s8.7 2.5 13 9c-4.3 6.5-8.6 9-13 9s-8.7-2.5-13-9Z" fill="none" stroke="currentColor" strokeWidth="2.2" />
        <circle cx="16" cy="16" r="4.2" fill="currentColor" />
      </svg>
      ArgusAI
    </span>
  );
}

export function LiveIndicator({ state }: { state: LiveState }) {
  return (
    <span className={`live ${state}`} role="status" data-live={state}>
      {LIVE_LABELS[state]}
    </span>
  );
}

interface AppShellProps {
  user?: User;
  live?: LiveState;
  children: ReactNode;
}

/** The frame of every page behind sign-in. */
export function AppShell({ user, live, children }: AppShellProps) {
  const path = usePathname();
  const router = useRouter();

  async function leave() {
    // Whoever sits here next is not to be told of this user's cameras.
    await switchOff().catch(() => undefined);
    await signOut().catch(() => undefined);
    router.replace('/sign-in');
  }

  return (
    <>
      <header className="bar">
        <Brand />
        <nav aria-label="Pages">
          {PAGES.map(({ href, label }) => (
            <Link key={href} href={href} aria-current={path === href ? 'page' : undefined}>
              {label}
            </Link>
          ))}
        </nav>
        {user && (
          <div className="bar-end">
            {live && <LiveIndicator state={live} />}
            <button type="button" className="button quiet" onClick={() => void leave()}>
              Sign out {user.username}
            </button>
          </div>
        )}
      </header>
      <main id="main" className="page">
        {children}
      </main>
    </>
  );
}

/** Shows a page once it is known who is signed in; until then nothing of it asks the API for anything. */
export function SignedIn({ children }: { children: (user: User) => ReactNode }) {
  const { value: user, error, reload } = useLoaded(me);
  if (user) return children(user);
  return (
    <AppShell>
      {error ? (
        <p className="notice bad" role="alert">
          {error}{' '}
          <button type="button" className="link" onClick={reload}>
            Try again
          </button>
        </p>
      ) : (
        <p className="loading" role="status">
          Loading…
        </p>
      )}
    </AppShell>
  );
}
