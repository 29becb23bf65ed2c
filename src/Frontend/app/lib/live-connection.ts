import type { LiveMessage } from './types';

export type LiveState = 'connecting' | 'live' | 'offline';

/** Between two of our pings (ms); the backend pings as often. */
const PING_INTERVAL = 30_000;

/** Silence after which the connection counts as dead (ms): two pings and some slack. */
const SILENCE_LIMIT = 75_000;

/** How long to wait before try number `attempt` (from 0), in ms: doubling from 0.5 s to 30 s, spread by `random` (0 to 1) so that many pages do not return at once. */
export function backoff(attempt: number, random: number): number {
  const ceiling = Math.min(30_000, 500 * 2 ** attempt);
  return ceiling / 2 + (ceiling / 2) * random;
}

/** The page's connection to `/ws`: comes back by itself, answers pings, and notices when the other end is gone. */
export class LiveConnection {
  private socket: WebSocket | undefined;
  private attempt = 0;
  private lastHeard = 0;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private closed = false;

  constructor(
    private readonly address: () => string,
    private readonly onMessage: (message: LiveMessage) => void,
    private readonly onState: (state: LiveState) => void,
  ) {}

  open(): void {
    this.onState(this.attempt === 0 ? 'connecting' : 'offline');
    const socket = new WebSocket(this.address());
    this.socket = socket;
    socket.onopen = () => {
      this.attempt = 0;
      this.lastHeard = Date.now();
      this.pulse = setInterval(() => this.beat(socket), PING_INTERVAL);
      this.onState('live');
    };
    socket.onmessage = ({ data }) => {
      this.lastHeard = Date.now();
      if (data === 'ping') socket.send('pong');
      else if (typeof data === 'string' && data !== 'pong') this.onMessage(JSON.parse(data) as LiveMessage);
    };
    socket.onclose = () => this.lost();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    clearInterval(this.pulse);
    this.socket?.close();
  }

  private beat(socket: WebSocket): void {
    if (Date.now() - this.lastHeard > SILENCE_LIMIT) socket.close();
    else socket.send('ping');
  }

  private lost(): void {
    clearInterval(this.pulse);
    if (this.closed) return;
    this.onState('offline');
    this.retry = setTimeout(() => this.open(), backoff(this.attempt++, Math.random()));
  }
}
