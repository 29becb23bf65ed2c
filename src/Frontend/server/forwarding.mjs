import { randomUUID } from 'node:crypto';

const PREFIXES = ['/api', '/ws', '/docs'];
const EXACT = ['/openapi.json'];
const REQUEST_ID = /^[A-Za-z0-9._-]{1,128}$/;

/**
 * Says where a request belongs. The path is judged, and passed on, with its dot segments resolved:
 * otherwise `/api/../metrics` would reach what is not meant to be reachable from here (Q4).
 * @param {string | undefined} requestTarget the request line's target
 * @returns {string | null} the path and query for the backend, or null when the page server answers
 */
export function backendTarget(requestTarget) {
  if (!requestTarget?.startsWith('/')) return null;
  // A second leading slash would be read as a host name by the URL parser.
  const url = new URL(requestTarget.replace(/^\/+/, '/'), 'http://frontend.invalid');
  const path = url.pathname;
  const belongs = EXACT.includes(path) || PREFIXES.some((prefix) => path === prefix || path.startsWith(prefix + '/'));
  return belongs ? path + url.search : null;
}

/**
 * Rewrites a request's headers for the backend. A client's own claims about where it comes from are dropped: behind
 * Docker's proxy every peer can look private, so no address is proof of a trusted proxy. The scheme is kept when
 * nginx (or another TLS front) gave one; a client that lies about it only makes its own cookie `Secure`.
 * @param {import('node:http').IncomingMessage} request
 * @returns {string} the request's id, for our own log lines
 */
export function rewriteHeaders(request) {
  const headers = request.headers;
  const proto = headers['x-forwarded-proto'];
  for (const name of ['forwarded', 'x-real-ip', 'x-forwarded-port', 'x-forwarded-server', 'x-original-host', 'x-original-for']) delete headers[name];
  headers['x-forwarded-for'] = request.socket.remoteAddress?.replace(/^::ffff:/, '') ?? 'unknown';
  headers['x-forwarded-proto'] = proto === 'https' || proto === 'http' ? proto : 'http';
  headers['x-forwarded-host'] = headers.host ?? '';
  const given = headers['x-request-id'];
  const id = typeof given === 'string' && REQUEST_ID.test(given) ? given : randomUUID();
  headers['x-request-id'] = id;
  return id;
}
