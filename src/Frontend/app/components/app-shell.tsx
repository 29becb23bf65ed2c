'use client';

import Link from 'next/link';
import { usePathname, useRouter } from 'next/navigation';
import type { ReactNode } from 'react';
import { signOut } from '../lib/api';
import { useSession } from '../lib/hooks';
import type { LiveState } from '../lib/live-connection';

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

/** The frame of every page behind sign-in; shows its content only once someone is signed in. */
export function AppShell({ children, live }: { children: ReactNode; live?: LiveState | undefined }) {
  const path = usePathname();
  const router = useRouter();
  const { user, error } = useSession();

  async function leave() {
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
        <div className="bar-end">
          {user && live && <LiveIndicator state={live} />}
          {user && (
            <button type="button" className="button quiet" onClick={() => void leave()}>
              Sign out {user.username}
            </button>
          )}
        </div>
      </header>
      <main id="main" className="page">
        {user ? children : error ? <p className="notice bad" role="alert">{error}</p> : <p className="loading" role="status">Loading…</p>}
      </main>
    </>
  );
}
