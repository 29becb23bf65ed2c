import { endpoints } from './endpoints';
import { refreshing } from './refreshing';
import type { Camera, CameraDraft, CameraEvent, Page, Readiness, SignIn, User } from './types';

const TOKEN = 'argusai-token';
const REFRESH_TOKEN = 'argusai-refresh-token';

/** An answer that is no success, with the problem's `detail` as message; status 0 when there was no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

/** The bearer token, kept only where the session cookie does not reach the API: on another origin. */
function token(): string | null {
  return endpoints().sameOrigin ? null : sessionStorage.getItem(TOKEN);
}

/** The address of a WebSocket: of the live messages, or of what is below them. The token goes along where the cookie does not. */
export function socketAddress(below = '', query: Record<string, string> = {}): string {
  const parameters = new URLSearchParams(query);
  const bearer = token();
  if (bearer) parameters.set('token', bearer);
  const text = parameters.toString();
  return endpoints().live + below + (text && `?${text}`);
}

/** Calls the API and gives the raw answer, after a refresh when the access token has expired; throws {@link ApiError} when it cannot be reached. */
export const call = (path: string, init?: RequestInit): Promise<Response> => outliving(() => send(path, init));

const outliving = refreshing(async () => {
  const known = endpoints().sameOrigin ? null : sessionStorage.getItem(REFRESH_TOKEN);
  const response = await send('/api/v1/auth/refresh', body({ refresh_token: known }));
  if (response.status === 401) return false;
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  remember((await response.json()) as SignIn);
  return true;
});

/** Keeps the tokens where the cookies do not reach. */
function remember(answer: SignIn): void {
  if (endpoints().sameOrigin) return;
  sessionStorage.setItem(TOKEN, answer.access_token);
  sessionStorage.setItem(REFRESH_TOKEN, answer.refresh_token);
}

async function send(path: string, init: RequestInit = {}): Promise<Response> {
  const { api, sameOrigin } = endpoints();
  const headers = new Headers(init.headers);
  const bearer = token();
  if (bearer) headers.set('Authorization', `Bearer ${bearer}`);
  try {
    return await fetch(api + path, { ...init, headers, credentials: sameOrigin ? 'same-origin' : 'include', cache: 'no-store' });
  } catch (error) {
    if (init.signal?.aborted) throw error;
    throw new ApiError(0, 'The server does not answer. Check the connection and try again.');
  }
}

async function json<Answer>(path: string, init?: RequestInit, via = call): Promise<Answer> {
  const response = await via(path, init);
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  return (await response.json()) as Answer;
}

async function problemOf(response: Response): Promise<string> {
  const problem = (await response.json().catch(() => null)) as { detail?: string; title?: string } | null;
  return problem?.detail ?? problem?.title ?? `The server answered ${response.status}.`;
}

const body = (value: unknown): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify(value),
});

export async function signIn(username: string, password: string): Promise<User> {
  const answer = await json<SignIn>('/api/v1/auth/login', body({ username, password }), send);
  remember(answer);
  return answer.user;
}

export async function signOut(): Promise<void> {
  await send('/api/v1/auth/logout', body({ refresh_token: sessionStorage.getItem(REFRESH_TOKEN) }));
  sessionStorage.removeItem(TOKEN);
  sessionStorage.removeItem(REFRESH_TOKEN);
}

export const me = (signal: AbortSignal) => json<User>('/api/v1/auth/me', { signal });

export const cameras = (signal: AbortSignal) => json<Page<Camera>>('/api/v1/cameras', { signal });

export const addCamera = (draft: CameraDraft) => json<Camera>('/api/v1/cameras', body(draft));

export const events = (limit: number, signal: AbortSignal) => json<Page<CameraEvent>>(`/api/v1/events?limit=${limit}`, { signal });

/** The key that browsers subscribe to push messages with; null when push is off. */
export async function pushKey(): Promise<string | null> {
  const response = await call('/api/v1/push/key');
  if (response.status === 404) return null;
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  return ((await response.json()) as { public_key: string }).public_key;
}

export const keepSubscription = (subscription: PushSubscriptionJSON) => json<unknown>('/api/v1/push/subscriptions', body(subscription));

/** Removes a subscription; that there is none any more is as good. */
export async function removeSubscription(endpoint: string): Promise<void> {
  const response = await call(`/api/v1/push/subscriptions?endpoint=${encodeURIComponent(endpoint)}`, { method: 'DELETE' });
  if (!response.ok && response.status !== 404) throw new ApiError(response.status, await problemOf(response));
}

/** Readiness: 503 is an answer too, it says what is unhealthy. */
export async function readiness(signal: AbortSignal): Promise<Readiness> {
  const response = await call('/api/v1/system/health', { signal });
  if (response.status !== 200 && response.status !== 503) throw new ApiError(response.status, await problemOf(response));
  return (await response.json()) as Readiness;
}
