import { ApiError, me, socketAddress } from './api';
import { backoff } from './live-connection';

export const QUALITIES = ['low', 'medium', 'high'] as const;
export type Quality = (typeof QUALITIES)[number];

/** What the backend says of a video before its first picture. */
export interface VideoInfo {
  width: number;
  height: number;
  /** Pictures a second. */
  fps: number;
}

/** What a video tells whoever shows it. */
export interface VideoHandlers {
  onInfo: (info: VideoInfo) => void;
  /** The picture is the handler's for the time of the call. */
  onPicture: (picture: ImageBitmap) => void;
  /** It broke off; `isOver`: it does not come back by itself. */
  onProblem: (problem: string, isOver: boolean) => void;
}

/** Without a picture for so long (ms) a video is lost: an old picture must not pass for a live one. */
const SILENCE_LIMIT = 10_000;

const NOT_SIGNED_IN = 4001;

/** The close codes of `/ws/stream` after which another try would end the same way. */
const ENDINGS: Record<number, string> = {
  [NOT_SIGNED_IN]: 'You are no longer signed in. Sign in again to watch.',
  4004: 'There is no such camera any more.',
  4429: 'Too many videos are open. Close another one and try again.',
};

/** Those, and losses without a code, that are tried again. */
const CAMERA_DOWN = 4503;
const DOWN = 'The camera is not connected. Its picture comes back by itself.';
const LOST = 'The picture was lost. Trying again…';

/** A camera's live video: pictures as they come, the newest when they come faster than they are shown. Comes back by itself where that can help. */
export class VideoStream {
  private readonly abort = new AbortController();
  private socket: WebSocket | undefined;
  private retry: ReturnType<typeof setTimeout> | undefined;
  private silence: ReturnType<typeof setTimeout> | undefined;
  private attempt = 0;
  private isRenewed = false;
  private isDecoding = false;
  private newest: ArrayBuffer | undefined;

  constructor(
    private readonly cameraId: string,
    private readonly quality: Quality,
    private readonly handlers: VideoHandlers,
  ) {}

  open(): void {
    const socket = new WebSocket(socketAddress(`/stream/${encodeURIComponent(this.cameraId)}`, { quality: this.quality }));
    socket.binaryType = 'arraybuffer';
    this.socket = socket;
    this.listen();
    socket.onmessage = ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (data === 'ping') socket.send('pong');
      else if (typeof data === 'string') this.handlers.onInfo(JSON.parse(data) as VideoInfo);
      else this.arrived(data);
    };
    socket.onclose = ({ code }) => void this.lost(code);
  }

  close(): void {
    this.abort.abort();
    clearTimeout(this.retry);
    this.drop();
  }

  private drop(): void {
    clearTimeout(this.silence);
    if (!this.socket) return;
    // A dead connection says that it is closed after a minute or so.
    this.socket.onmessage = this.socket.onclose = null;
    this.socket.close();
  }

  private listen(): void {
    clearTimeout(this.silence);
    this.silence = setTimeout(() => void this.lost(), SILENCE_LIMIT);
  }

  private arrived(jpeg: ArrayBuffer): void {
    this.attempt = 0;
    this.isRenewed = false;
    this.listen();
    this.newest = jpeg;
    if (!this.isDecoding) void this.show();
  }

  private async show(): Promise<void> {
    this.isDecoding = true;
    while (this.newest && !this.abort.signal.aborted) {
      const jpeg = new Blob([this.newest], { type: 'image/jpeg' });
      this.newest = undefined;
      // One that is damaged is left out; the next is on its way.
      const picture = await createImageBitmap(jpeg).catch(() => undefined);
      if (picture && !this.abort.signal.aborted) this.handlers.onPicture(picture);
      picture?.close();
    }
    this.isDecoding = false;
  }

  private async lost(code?: number): Promise<void> {
    this.drop();
    if (code === NOT_SIGNED_IN && !this.isRenewed) {
      // The access token may have expired, which only a call can mend; once, until a picture has come.
      const failure = await me(this.abort.signal).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (this.abort.signal.aborted) return;
      this.isRenewed = !failure;
      if (!failure) return this.open();
      if (!(failure instanceof ApiError && failure.status === 401)) code = undefined;
    }
    const ending = code && ENDINGS[code];
    this.handlers.onProblem(ending || (code === CAMERA_DOWN ? DOWN : LOST), Boolean(ending));
    if (!ending) this.retry = setTimeout(() => this.open(), backoff(this.attempt++, Math.random()));
  }
}
