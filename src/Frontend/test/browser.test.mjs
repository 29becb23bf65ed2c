import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { loadTypeScript } from './load-typescript.mjs';

/** @type {typeof import('../app/lib/endpoints')} */
const { endpointsFor } = await loadTypeScript('app/lib/endpoints.ts');
/** @type {typeof import('../app/lib/live-connection')} */
const { LiveConnection, backoff } = await loadTypeScript('app/lib/live-connection.ts');
/** @type {typeof import('../app/lib/refreshing')} */
const { refreshing } = await loadTypeScript('app/lib/refreshing.ts');

test('with nothing configured everything goes to the page\'s own origin', () => {
  assert.deepEqual(endpointsFor({ apiUrl: '', webSocketUrl: '' }, 'https://argus.local'), { api: '', live: 'wss://argus.local/ws', sameOrigin: true });
  assert.equal(endpointsFor({ apiUrl: '', webSocketUrl: '' }, 'http://127.0.0.1:3000').live, 'ws://127.0.0.1:3000/ws');
});

test('an API elsewhere takes the WebSocket along and needs a token', () => {
  assert.deepEqual(endpointsFor({ apiUrl: 'https://api.example.org/', webSocketUrl: '' }, 'https://argus.local'), {
    api: 'https://api.example.org',
    live: 'wss://api.example.org/ws',
    sameOrigin: false,
  });
});

test('a WebSocket elsewhere alone needs a token too, and may name its path', () => {
  const found = endpointsFor({ apiUrl: '', webSocketUrl: 'wss://live.example.org/ws' }, 'https://argus.local');
  assert.deepEqual(found, { api: '', live: 'wss://live.example.org/ws', sameOrigin: false });
});

test('the wait before a new try doubles from half a second to half a minute', () => {
  assert.deepEqual([0, 1, 2, 3].map((attempt) => backoff(attempt, 1)), [500, 1000, 2000, 4000]);
  assert.equal(backoff(50, 1), 30_000);
  assert.equal(backoff(50, 0), 15_000);
});

/** Stands in for the browser's WebSocket: the test plays the server. */
class FakeSocket {
  /** @type {FakeSocket[]} */
  static opened = [];
  /** @type {string[]} */
  sent = [];
  onopen = () => {};
  onclose = () => {};
  /** @param {{ data: unknown }} _message */
  onmessage = (_message) => {};
  constructor() {
    FakeSocket.opened.push(this);
  }
  /** @param {string} text */
  send(text) {
    this.sent.push(text);
  }
  close() {
    this.onclose();
  }
}

/** @param {(play: { last: () => FakeSocket, states: string[], messages: unknown[], tick: (ms: number) => void, connection: InstanceType<typeof LiveConnection> }) => void} body */
function withConnection(body) {
  FakeSocket.opened = [];
  Object.assign(globalThis, { WebSocket: FakeSocket });
  mock.timers.enable({ apis: ['setTimeout', 'setInterval', 'Date'] });
  try {
    /** @type {string[]} */
    const states = [];
    /** @type {unknown[]} */
    const messages = [];
    const connection = new LiveConnection(() => 'ws://x/ws', (message) => messages.push(message), (state) => states.push(state));
    connection.open();
    body({ states, messages, connection, tick: (ms) => mock.timers.tick(ms), last: () => /** @type {FakeSocket} */ (FakeSocket.opened.at(-1)) });
    connection.close();
  } finally {
    mock.timers.reset();
  }
}

test('a ping is answered, a pong is swallowed, a message is handed on', () =>
  withConnection(({ last, messages, states }) => {
    last().onopen();
    last().onmessage({ data: 'ping' });
    last().onmessage({ data: 'pong' });
    last().onmessage({ data: '{"type":"EVENT_CREATED","data":{"id":1}}' });
    assert.deepEqual(last().sent, ['pong']);
    assert.deepEqual(messages, [{ type: 'EVENT_CREATED', data: { id: 1 } }]);
    assert.deepEqual(states, ['connecting', 'live']);
  }));

test('a lost connection is opened again', () =>
  withConnection(({ last, states, tick }) => {
    last().onopen();
    last().onclose();
    tick(500);
    last().onopen();
    assert.equal(FakeSocket.opened.length, 2);
    assert.deepEqual(states.slice(-2), ['offline', 'live']);
  }));

test('silence for more than two pings counts as lost', () =>
  withConnection(({ last, states, tick }) => {
    const socket = last();
    socket.onopen();
    for (let beat = 0; beat < 3; beat++) tick(30_000);
    assert.deepEqual(socket.sent, ['ping', 'ping']);
    assert.equal(states.at(-1), 'offline');
  }));

test('a connection that was closed on purpose stays closed', () =>
  withConnection(({ last, connection, tick }) => {
    last().onopen();
    connection.close();
    tick(60_000);
    assert.equal(FakeSocket.opened.length, 1);
  }));

/** A server that takes the newest access token only. @param {boolean} [over] whether the session is over */
function expiring(over = false) {
  const server = { token: 0, sent: 0, refreshes: 0 };
  const outliving = refreshing(async () => {
    server.refreshes++;
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (!over) server.token = 1;
    return !over;
  });
  const send = async () => {
    server.sent++;
    return new Response(null, { status: server.token === 1 ? 204 : 401 });
  };
  return { server, request: () => outliving(send) };
}

test('a request that is answered 401 is sent once more after a refresh', async () => {
  const { server, request } = expiring();
  assert.equal((await request()).status, 204);
  assert.equal((await request()).status, 204);
  assert.deepEqual([server.sent, server.refreshes], [3, 1]);
});

test('requests that fail together share one refresh', async () => {
  const { server, request } = expiring();
  const answers = await Promise.all([request(), request(), request()]);
  assert.deepEqual(answers.map(({ status }) => status), [204, 204, 204]);
  assert.deepEqual([server.sent, server.refreshes], [6, 1]);
});

test('when the session is over the 401 stands, and a later request asks again', async () => {
  const { server, request } = expiring(true);
  assert.equal((await request()).status, 401);
  assert.equal((await request()).status, 401);
  assert.deepEqual([server.sent, server.refreshes], [2, 2]);
});
