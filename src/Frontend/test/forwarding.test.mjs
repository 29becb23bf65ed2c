import assert from 'node:assert/strict';
import { test } from 'node:test';
import { backendTarget, rewriteHeaders } from '../server/forwarding.mjs';

for (const path of ['/api/v1/events?limit=3', '/api', '/ws', '/ws/stream/7?quality=low', '/docs', '/docs/scalar.js', '/openapi.json'])
  test(`${path} goes to the backend`, () => assert.equal(backendTarget(path), path));

for (const path of ['/', '/cameras', '/apiary', '/wsx', '/metrics', '/health', '/_next/static/a.js', '/openapi.json.bak', '*', undefined])
  test(`${path} stays with the pages`, () => assert.equal(backendTarget(path), null));

for (const path of ['/api/../metrics', '/api/%2e%2e/metrics', '/docs/..%5c../metrics'.replace('%5c', '\\'), '/api/v1/../../metrics'])
  test(`${path} does not reach the metrics`, () => assert.equal(backendTarget(path), null));

test('slashes at the start are no host name', () => assert.equal(backendTarget('//api/v1/cameras'), '/api/v1/cameras'));

/** @param {Record<string, string>} headers */
function requestWith(headers) {
  return /** @type {import('node:http').IncomingMessage} */ (/** @type {unknown} */ ({ headers, socket: { remoteAddress: '::ffff:172.18.0.1' } }));
}

test("a client's claims about its address are dropped", () => {
  const request = requestWith({ host: 'argus.example.org', 'x-forwarded-for': '10.0.0.1', 'x-real-ip': '10.0.0.1', forwarded: 'for=10.0.0.1', 'x-forwarded-host': 'evil.example' });
  rewriteHeaders(request);
  assert.equal(request.headers['x-forwarded-for'], '172.18.0.1');
  assert.equal(request.headers['x-forwarded-host'], 'argus.example.org');
  assert.equal(request.headers['x-real-ip'], undefined);
  assert.equal(request.headers.forwarded, undefined);
});

test('the scheme that nginx saw is kept, anything else becomes http', () => {
  for (const [given, expected] of [['https', 'https'], ['http', 'http'], ['gopher', 'http'], ['https, http', 'http']]) {
    const request = requestWith({ 'x-forwarded-proto': given ?? '' });
    rewriteHeaders(request);
    assert.equal(request.headers['x-forwarded-proto'], expected);
  }
});

test('a well-formed request id is kept, another is replaced', () => {
  assert.equal(rewriteHeaders(requestWith({ 'x-request-id': 'abc-123' })), 'abc-123');
  assert.match(rewriteHeaders(requestWith({ 'x-request-id': 'a b"c' })), /^[0-9a-f-]{36}$/);
});
