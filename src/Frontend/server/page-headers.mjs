import { randomBytes } from 'node:crypto';

/**
 * Sets the security headers of a page. Next reads the nonce back from the request's own policy header and puts it on
 * every script that it writes.
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {import('./configuration.mjs').Configuration} configuration
 */
export function protectPage(request, response, configuration) {
  const nonce = randomBytes(16).toString('base64');
  const api = configuration.apiUrl && new URL(configuration.apiUrl).origin;
  const socket = (configuration.webSocketUrl && new URL(configuration.webSocketUrl).origin) || api.replace(/^http/, 'ws');
  const policy = [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'`,
    // Else a worker would be judged as a script, and has no nonce.
    "worker-src 'self'",
    "style-src 'self' 'unsafe-inline'",
    `img-src 'self' data: blob: ${api}`.trim(),
    `connect-src 'self' ${api} ${socket}`.trim(),
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ');
  request.headers['content-security-policy'] = policy;
  response.setHeader('Content-Security-Policy', policy);
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('X-Frame-Options', 'DENY');
  response.setHeader('Referrer-Policy', 'same-origin');
}
