/** What the container was started with: the page carries it, so that a restart is enough to change it (AC-2.2.2). */
export interface RuntimeConfiguration {
  /** Empty: the origin that served the page. */
  apiUrl: string;
  /** Empty: derived from the API's address. */
  webSocketUrl: string;
}

/** The id of the element that carries the configuration. */
export const CONFIGURATION_ELEMENT = 'runtime-configuration';

/** Where the browser finds the backend. */
export interface Endpoints {
  /** Prefix of every API path; empty on the page's own origin. */
  api: string;
  /** The live messages' address. */
  live: string;
  /** Whether API and page have one origin: then the session cookie does everything, else a bearer token is needed. */
  sameOrigin: boolean;
}

/** Derives the addresses from the configuration and the page's origin, such as `https://cameras.example.org`. */
export function endpointsFor(configuration: RuntimeConfiguration, pageOrigin: string): Endpoints {
  const api = configuration.apiUrl.replace(/\/+$/, '');
  const base = (configuration.webSocketUrl || (api || pageOrigin).replace(/^http/, 'ws')).replace(/\/+$/, '');
  const sameOrigin = (api === '' || new URL(api).origin === pageOrigin) && new URL(base).origin === pageOrigin.replace(/^http/, 'ws');
  return { api, live: base.endsWith('/ws') ? base : `${base}/ws`, sameOrigin };
}

let known: Endpoints | undefined;

/** The addresses of this page. Browser only. */
export function endpoints(): Endpoints {
  const text = document.getElementById(CONFIGURATION_ELEMENT)?.textContent;
  known ??= endpointsFor(text ? (JSON.parse(text) as RuntimeConfiguration) : { apiUrl: '', webSocketUrl: '' }, location.origin);
  return known;
}
