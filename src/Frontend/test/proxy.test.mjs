import assert from 'node:assert/strict';
import http from 'node:http';
import net from 'node:net';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { after, before, test } from 'node:test';
import WebSocket from 'ws';
import { createBackendProxy } from '../server/proxy.mjs';
import { createWebServer } from '../server/web-server.mjs';
import { startFakeBackend } from './fake-backend.mjs';

/** @type {Awaited<ReturnType<typeof startFakeBackend>>} */
let backend;
/** @type {Awaited<ReturnType<typeof startFrontend>>} */
let frontend;

/** @param {string} backendUrl */
async function startFrontend(backendUrl) {
  /** @type {string[]} */
  const lines = [];
  const configuration = { backendUrl: new URL(backendUrl), apiUrl: '', webSocketUrl: '', port: 0 };
  const proxy = createBackendProxy(configuration.backendUrl, (_level, _logger, message) => lines.push(message), { answerTimeout: 300, idleLimit: 200 });
  const server = createWebServer({ proxy, configuration, pages: (_request, response) => response.end('a page') });
  const port = await server.listen(0);
  return { url: `http://127.0.0.1:${port}`, port, lines, close: server.close };
}

before(async () => {
  backend = await startFakeBackend();
  frontend = await startFrontend(backend.url);
});
after(async () => {
  await frontend.close();
  await backend.close();
});

const lastRequest = () => /** @type {http.IncomingMessage} */ (backend.requests.at(-1));

test('an API call reaches the backend with its path, query and the forwarded headers', async () => {
  const response = await fetch(`${frontend.url}/api/v1/events/7?x=%20y`, { headers: { 'X-Forwarded-For': '1.2.3.4' } });
  assert.deepEqual(await response.json(), { path: '/api/v1/events/7?x=%20y' });
  assert.match(response.headers.get('x-request-id') ?? '', /^[0-9a-f-]{36}$/);
  const { headers } = lastRequest();
  assert.equal(headers['x-forwarded-for'], '127.0.0.1');
  assert.equal(headers['x-forwarded-proto'], 'http');
  assert.equal(headers['x-forwarded-host'], `127.0.0.1:${frontend.port}`);
  assert.equal(headers.host, `127.0.0.1:${frontend.port}`);
});

test('other paths are pages, with a policy that names a fresh nonce each time', async () => {
  const [first, second] = await Promise.all([fetch(frontend.url), fetch(frontend.url)]);
  assert.equal(await first.text(), 'a page');
  const nonce = /'nonce-([^']+)'/;
  const values = [first, second].map((r) => nonce.exec(r.headers.get('content-security-policy') ?? '')?.[1]);
  assert.ok(values[0] && values[1] && values[0] !== values[1]);
});

test('bytes stream both ways before either side is finished', async () => {
  const request = http.request(`${frontend.url}/api/echo`, { method: 'POST' });
  request.write('first');
  const [response] = /** @type {[http.IncomingMessage]} */ (await once(request, 'response'));
  const [chunk] = await once(response, 'data');
  assert.equal(chunk.toString(), 'first');
  request.end('last');
  assert.equal(Buffer.concat(await response.toArray()).toString(), 'last');
});

test('an upload of 50 MB arrives whole', async () => {
  const size = 50 * 1024 * 1024;
  const block = Buffer.alloc(1024 * 1024);
  const body = Readable.toWeb(Readable.from(Array.from({ length: 50 }, () => block)));
  const response = await fetch(`${frontend.url}/api/length`, /** @type {RequestInit} */ ({ method: 'POST', body, duplex: 'half' }));
  assert.deepEqual(await response.json(), { length: size });
});

test('an answer that breaks off in the middle breaks off for the browser too', async () => {
  const response = await fetch(`${frontend.url}/api/half`);
  await assert.rejects(response.text());
});

test('a backend that stays silent becomes a 502 problem', async () => {
  const asked = performance.now();
  const response = await fetch(`${frontend.url}/api/silent`);
  assert.equal(response.status, 502);
  assert.ok(performance.now() - asked > 290, 'the time for an answer is not that of an idle connection');
});

test('a connection to the backend is used again soon, and never after it was idle', async () => {
  const used = async () => {
    assert.equal((await fetch(`${frontend.url}/api/x`)).status, 200);
    return lastRequest().socket;
  };
  const first = await used();
  assert.equal(await used(), first);
  await new Promise((resolve) => setTimeout(resolve, 500));
  assert.ok(first.destroyed);
  assert.notEqual(await used(), first);
});

test('WebSockets pass under /ws and under /api/, text and binary', async () => {
  for (const path of ['/ws?token=t', '/api/v1/live']) {
    const socket = new WebSocket(`ws://127.0.0.1:${frontend.port}${path}`);
    await once(socket, 'open');
    assert.equal(lastRequest().url, path);
    assert.equal(lastRequest().headers['x-forwarded-for'], '127.0.0.1');
    socket.send('ping');
    assert.equal(String((await once(socket, 'message'))[0]), 'echo ping');
    socket.send(Buffer.from([0xff, 0xd8]));
    assert.deepEqual((await once(socket, 'message'))[0], Buffer.from([0xff, 0xd8]));
    socket.close();
    await once(socket, 'close');
  }
});

test('a refused WebSocket keeps the status the backend gave', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${frontend.port}/ws/refused`);
  const [error] = await once(socket, 'error');
  assert.match(error.message, /401/);
});

test('a WebSocket to a page is refused', async () => {
  const socket = new WebSocket(`ws://127.0.0.1:${frontend.port}/cameras`);
  const [error] = await once(socket, 'error');
  assert.match(error.message, /404/);
});

test('an absent backend is a 502 problem that says so, for HTTP and for WebSocket, and is logged', async () => {
  const closed = net.createServer().listen(0, '127.0.0.1');
  await once(closed, 'listening');
  const { port } = /** @type {net.AddressInfo} */ (closed.address());
  closed.close();
  const alone = await startFrontend(`http://127.0.0.1:${port}`);
  try {
    const response = await fetch(`${alone.url}/api/v1/cameras`, { method: 'POST', body: 'x' });
    assert.equal(response.status, 502);
    assert.equal(response.headers.get('content-type'), 'application/problem+json');
    const problem = await response.json();
    assert.equal(problem.status, 502);
    assert.match(problem.detail, /backend does not answer/);
    assert.equal(problem.request_id, response.headers.get('x-request-id'));
    const socket = new WebSocket(`ws://127.0.0.1:${alone.port}/ws`);
    assert.match((await once(socket, 'error'))[0].message, /502/);
    assert.ok(alone.lines.every((line) => line.includes('ECONNREFUSED')) && alone.lines.length === 2, alone.lines.join('\n'));
    assert.equal((await fetch(alone.url)).status, 200, 'pages do not need the backend');
  } finally {
    await alone.close();
  }
});

test('a backend that was restarted is found again', async () => {
  const first = await startFakeBackend();
  const other = await startFrontend(first.url);
  try {
    assert.equal((await fetch(`${other.url}/api/x`)).status, 200);
    await first.close();
    assert.equal((await fetch(`${other.url}/api/x`)).status, 502);
    const second = await startFakeBackend(first.port);
    assert.equal((await fetch(`${other.url}/api/x`)).status, 200);
    await second.close();
  } finally {
    await other.close();
  }
});

test('closing tells open WebSockets that the server goes away', async () => {
  const other = await startFrontend(backend.url);
  const socket = new WebSocket(`ws://127.0.0.1:${other.port}/ws`);
  await once(socket, 'open');
  const gone = once(socket, 'close');
  await other.close();
  assert.equal((await gone)[0], 1001);
});
