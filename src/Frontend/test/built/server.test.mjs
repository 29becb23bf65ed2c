import assert from 'node:assert/strict';
import { once } from 'node:events';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import WebSocket from 'ws';
import { startFakeBackend } from '../fake-backend.mjs';
import { DIST, startFrontend } from './start-frontend.mjs';

const backend = await startFakeBackend();
after(() => backend.close());

/** @param {Record<string, string>} environment */
const start = (environment) => startFrontend({ BACKEND_URL: backend.url, ...environment });

/** Every file of the built application with its modification time. */
const inventory = () => fs.readdirSync(DIST, { recursive: true }).map((name) => `${name} ${fs.statSync(path.join(DIST, String(name))).mtimeMs}`);

test('pages, assets and the API come from one port, and only JSON lines are printed', async () => {
  const before = inventory();
  const server = start({});
  const url = await server.listening();
  const page = await fetch(url);
  assert.equal(page.status, 200);
  const html = await page.text();
  const asset = /\/_next\/static\/[^"]+\.js/.exec(html)?.[0];
  assert.ok(asset, html);
  const script = await fetch(url + asset);
  assert.equal(script.status, 200);
  assert.match(script.headers.get('cache-control') ?? '', /immutable/);
  const worker = await fetch(`${url}/sw.js`);
  assert.equal(worker.status, 200);
  assert.match(worker.headers.get('content-type') ?? '', /javascript/);
  assert.equal(worker.headers.get('cache-control'), 'no-cache', 'a newer worker is found at once');
  assert.match(worker.headers.get('content-security-policy') ?? '', /worker-src 'self'/);
  assert.equal((await fetch(`${url}/no-such-page`)).status, 404);
  assert.equal((await fetch(`${url}/cameras`)).status, 200);
  assert.equal((await (await fetch(`${url}/api/v1/system/health`)).json()).status, 'healthy');

  const socket = new WebSocket(`${url.replace('http', 'ws')}/ws`);
  await once(socket, 'open');
  socket.send('ping');
  assert.equal(String((await once(socket, 'message'))[0]), 'echo ping');
  const gone = once(socket, 'close');

  const asked = performance.now();
  server.child.kill('SIGTERM');
  const [code] = await once(server.child, 'exit');
  assert.equal(code, 0);
  assert.ok(performance.now() - asked < 3_000, 'stops within three seconds');
  assert.equal((await gone)[0], 1001);

  for (const record of server.records())
    for (const field of ['timestamp', 'level', 'message', 'logger']) assert.equal(typeof record[field], 'string', JSON.stringify(record));
  assert.deepEqual(fs.readdirSync(server.temporary), [], 'nothing is left in the temporary directory');
  assert.deepEqual(inventory(), before, 'the application itself is never written to');
});

test('SIGTERM during an answer that never comes still ends the process in time', async () => {
  const server = start({});
  const url = await server.listening();
  const pending = fetch(`${url}/api/silent`).catch(() => 'cut off');
  await new Promise((resolve) => setTimeout(resolve, 100));
  const asked = performance.now();
  server.child.kill('SIGTERM');
  assert.equal((await once(server.child, 'exit'))[0], 0);
  assert.ok(performance.now() - asked < 3_000);
  assert.equal(await pending, 'cut off');
});

test('the addresses of the browser come from the environment at start, without a rebuild', async () => {
  for (const api of ['', 'https://api.example.org', 'https://other.example.org']) {
    const server = start({ NEXT_PUBLIC_API_URL: api });
    const page = await fetch(await server.listening());
    const html = await page.text();
    const configuration = /id="runtime-configuration" type="application\/json"[^>]*>([^<]*)</.exec(html)?.[1];
    assert.deepEqual(JSON.parse(configuration ?? ''), { apiUrl: api, webSocketUrl: '' });
    const policy = page.headers.get('content-security-policy') ?? '';
    if (api) assert.ok(policy.includes(`connect-src 'self' ${api} ${api.replace('https', 'wss')}`), policy);
    server.child.kill('SIGTERM');
    await once(server.child, 'exit');
  }
});

test('a wrong configuration ends the start with 78 and one line that lists every problem', async () => {
  const server = start({ BACKEND_URL: 'backend', NEXT_PUBLIC_WS_URL: 'http://x' });
  assert.equal((await once(server.child, 'close'))[0], 78);
  const records = server.records();
  assert.equal(records.length, 1, server.output());
  assert.deepEqual(records[0].problems.map((/** @type {{ name: string }} */ { name }) => name), ['BACKEND_URL', 'NEXT_PUBLIC_WS_URL']);
});

test('a port in use ends the start with an error line, not a stack trace on its own', async () => {
  const server = start({ PORT: String(backend.port) });
  // The backend listens on 127.0.0.1 only; all addresses of that port are then refused too.
  assert.equal((await once(server.child, 'close'))[0], 1);
  assert.ok(server.records().some(({ level, error }) => level === 'CRITICAL' && String(error).includes('EADDRINUSE')), server.output());
});

test('the build does not say where it was built', () => {
  const root = path.dirname(DIST);
  for (const name of fs.readdirSync(path.join(DIST, '.next'), { recursive: true })) {
    const file = path.join(DIST, '.next', String(name));
    if (fs.statSync(file).isFile()) assert.ok(!fs.readFileSync(file, 'utf8').includes(root), file);
  }
});

test('the build holds no keys, and every start draws its own', async () => {
  const keyed = /[0-9a-f]{32,}|[A-Za-z0-9+/]{43}=/;
  for (const file of ['prerender-manifest.json', 'server/preview-props.json', 'server/server-reference-manifest.json', 'server/server-reference-manifest.js'])
    assert.doesNotMatch(fs.readFileSync(path.join(DIST, '.next', file), 'utf8'), keyed, file);

  const drawn = new Set();
  for (let round = 0; round < 2; round++) {
    const server = start({});
    await server.listening();
    const [run] = fs.readdirSync(server.temporary);
    const file = path.join(server.temporary, String(run), '.next/prerender-manifest.json');
    assert.equal(fs.statSync(file).mode & 0o777, 0o600);
    const { preview } = JSON.parse(fs.readFileSync(file, 'utf8'));
    assert.match(preview.previewModeSigningKey, /^[0-9a-f]{64}$/);
    drawn.add(preview.previewModeSigningKey).add(preview.previewModeId);
    server.child.kill('SIGTERM');
    await once(server.child, 'exit');
  }
  assert.equal(drawn.size, 4);
});
