'use client';

import { readiness } from '../lib/api';
import { useLoaded } from '../lib/hooks';
import type { Check } from '../lib/types';
import { Section } from './section';

const INTERVAL = 10_000;
const LABELS: Record<string, string> = { database: 'Database', storage: 'Storage', ffmpeg: 'FFmpeg', opencv: 'OpenCV' };

const UNITS = ['B', 'KB', 'MB', 'GB', 'TB'];

/** Bytes as people read them, in steps of 1000. */
function sizeOf(bytes: number): string {
  const step = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  return `${Math.round(bytes / 1000 ** step)} ${UNITS[step]}`;
}

function detailOf({ status, detail, provider, version, latency_ms: latency, free_bytes: free }: Check): string {
  const parts = [detail, provider, version, latency !== undefined && `${Math.round(latency * 10) / 10} ms`, free !== undefined && `${sizeOf(free)} free`];
  return parts.filter(Boolean).join(' · ') || (status === 'healthy' ? 'Ready' : status);
}

/** A part that this platform does not have is no fault. */
const toneOf = (status: string) => (status === 'healthy' ? 'good' : status === 'unavailable' ? 'off' : 'bad');

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
      aside={status && <span className={`badge ${toneOf(status)}`} data-system={status}>{status}</span>}
    >
      {({ checks }) => (
        <ul className="checks">
          {Object.entries(checks).map(([name, check]) => (
            <li key={name} className="card check" data-check={name} data-status={check.status}>
              <span className={`dot ${toneOf(check.status)}`} aria-hidden="true" />
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
