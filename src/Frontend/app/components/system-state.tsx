'use client';

import { readiness } from '../lib/api';
import { useLoaded } from '../lib/hooks';
import type { Check } from '../lib/types';
import { Section } from './section';

const INTERVAL = 10_000;
const LABELS: Record<string, string> = { database: 'Database', storage: 'Storage', ffmpeg: 'FFmpeg', opencv: 'OpenCV' };

function detailOf(check: Check): string {
  const parts = [check.provider, check.version, check.latency_ms === undefined ? undefined : `${Math.round(check.latency_ms * 10) / 10} ms`];
  return parts.filter(Boolean).join(' · ') || (check.status === 'healthy' ? 'Ready' : check.status);
}

/** The readiness checks, looked at again every ten seconds. */
export function SystemState() {
  const loaded = useLoaded(readiness, INTERVAL);
  const status = loaded.value?.status;
  return (
    <Section
      title="System"
      id="system"
      loaded={loaded}
      isEmpty={({ checks }) => Object.keys(checks).length === 0}
      empty="The backend reports no checks yet."
      aside={status && <span className={`badge ${status === 'healthy' ? 'good' : 'bad'}`} data-system={status}>{status}</span>}
    >
      {({ checks }) => (
        <ul className="checks">
          {Object.entries(checks).map(([name, check]) => (
            <li key={name} className="card check" data-check={name} data-status={check.status}>
              <span className={`dot ${check.status === 'healthy' ? 'good' : 'bad'}`} aria-hidden="true" />
              <span>
                <strong>{LABELS[name] ?? name}</strong>
                <span className="detail">{detailOf(check)}</span>
              </span>
              <span className="sr-only">{check.status}</span>
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}
