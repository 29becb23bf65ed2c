import http from 'node:http';
import { WebSocketServer } from 'ws';

/** A 1×1 GIF: enough for an image element to load. */
const PICTURE = Buffer.from('R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs=', 'base64');

/** A key as `GET /api/v1/push/key` gives it: a point of P-256. */
export const PUSH_KEY = 'BPAtDuc6yEWV4mlDnh4ztXvICNxETxElRwClM6fMtwpyIG8J-uqBBPblQxpTs9tnFzNhbwsTo5qcW6e4_PLQqT4';

/** JPEGs of 16×8 pixels, all red and all blue: two frames of a video. */
const FRAMES = [
  '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xABMAAEBAAAAAAAAAAAAAAAAAAAABgEBAQAAAAAAAAAAAAAAAAAABgcQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAIABADASIAAhEAAxEA/9oADAMBAAIRAxEAPwCLAFF/f//Z',
  '/9j/4AAQSkZJRgABAgAAAQABAAD/2wBDAAg+Pkk+SVVVVVVVVWRdZGhoaGRkZGRoaGhwcHCDg4NwcHBoaHBwfHyDg4+Tj4eHg4eTk5ubm7q6srLZ2eD/////xABMAAEBAAAAAAAAAAAAAAAAAAAABwEBAQAAAAAAAAAAAAAAAAAABQcQAQAAAAAAAAAAAAAAAAAAAAARAQAAAAAAAAAAAAAAAAAAAAD/wAARCAAIABADASIAAhEAAxEA/9oADAMBAAIRAxEAPwCOAL+Lf//Z',
].map((text) => Buffer.from(text, 'base64'));

/** @typedef {{ address: string, said: string[], closed: boolean }} Video one that a page opened, and what the page said */

/** @typedef {{ method: string | undefined, url: string | undefined, body: any }} Change a request that changes something, and its JSON */

/**
 * @typedef {object} FakeBackend
 * @property {string} url
 * @property {number} port
 * @property {http.IncomingMessage[]} requests
 * @property {Change[]} changes
 * @property {WebSocketServer} sockets
 * @property {Video[]} videos
 * @property {number} ending the code that every new video ends with at once; 0: it goes on
 * @property {() => Promise<void>} close
 */

/**
 * A backend that records what reaches it, with the paths and shapes of the API that the pages use.
 * @returns {Promise<FakeBackend>}
 */
export async function startFakeBackend(port = 0) {
  /** @type {http.IncomingMessage[]} */
  const requests = [];
  /** @type {Change[]} */
  const changes = [];
  /** @type {Video[]} */
  const videos = [];
  const sockets = new WebSocketServer({ noServer: true });
  const server = http.createServer((request, response) => {
    requests.push(request);
    void answer(request, response, changes);
  });
  server.on('upgrade', (request, socket, head) => {
    requests.push(request);
    if (request.url === '/ws/refused') {
      socket.end('HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (request.url?.startsWith('/ws/stream/')) return videos.push(play(client, request.url, backend.ending));
      client.on('message', (data, binary) => client.send(binary ? data : `echo ${data.toString()}`, { binary }));
    });
  });
  await new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(undefined)));
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  /** @type {FakeBackend} */
  const backend = {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    requests,
    changes,
    sockets,
    videos,
    ending: 0,
    close: async () => {
      for (const client of sockets.clients) client.terminate();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return backend;
}

/**
 * Plays a video of two pictures, over and over, with the backend's ping.
 * @param {import('ws').WebSocket} client @param {string} address @param {number} ending
 * @returns {Video}
 */
function play(client, address, ending) {
  /** @type {Video} */
  const video = { address, said: [], closed: false };
  client.on('close', () => (video.closed = true));
  client.on('message', (data) => video.said.push(data.toString()));
  if (ending) {
    client.close(ending);
    return video;
  }
  client.send(JSON.stringify({ type: 'info', camera_id: 'c1', width: 16, height: 8, fps: 20 }));
  client.send('ping');
  let shown = 0;
  const timer = setInterval(() => client.send(/** @type {Buffer} */ (FRAMES[shown++ % FRAMES.length])), 50);
  client.on('close', () => clearInterval(timer));
  return video;
}

/** @param {http.IncomingMessage} request @param {http.ServerResponse} response @param {Change[]} changes */
async function answer(request, response, changes) {
  const path = (request.url ?? '').split('?')[0] ?? '';
  const signedIn = request.headers.cookie?.includes('argusai_token=yes');
  /** @param {number} status @param {unknown} value @param {Record<string, string>} [headers] */
  const json = (status, value, headers) => {
    response.writeHead(status, { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json', ...headers });
    response.end(JSON.stringify(value));
  };
  const change = async () => {
    const text = Buffer.concat(await request.toArray()).toString();
    changes.push({ method: request.method, url: request.url, body: text ? JSON.parse(text) : undefined });
  };
  switch (path) {
    case '/api/echo':
      response.writeHead(200, { 'Content-Type': 'text/plain' });
      return void request.pipe(response);
    case '/api/length': {
      let length = 0;
      for await (const chunk of request) length += chunk.length;
      return json(200, { length });
    }
    case '/api/half':
      response.writeHead(200, { 'Content-Length': '100' });
      response.write('half');
      return void setTimeout(() => response.destroy(), 50);
    case '/api/silent':
      return;
    case '/api/v1/auth/login': {
      const { username, password } = JSON.parse(Buffer.concat(await request.toArray()).toString());
      if (password !== 'correct horse') return json(401, { title: 'Unauthorized', status: 401, detail: 'Wrong user name or password.' });
      return json(200, { access_token: 'yes', token_type: 'bearer', expires_in: 900, refresh_token: 'next', user: { id: 1, username, role: 'admin' } }, { 'Set-Cookie': 'argusai_token=yes; Path=/; HttpOnly; SameSite=Lax' });
    }
    case '/api/v1/auth/logout':
      await change();
      return json(200, {}, { 'Set-Cookie': 'argusai_token=; Path=/; Max-Age=0' });
    case '/api/v1/auth/refresh':
      return json(401, { status: 401, detail: 'The session is over.' });
    case '/api/v1/auth/me':
      return signedIn ? json(200, { id: 1, username: 'admin', role: 'admin' }) : json(401, { status: 401, detail: 'Sign in first.' });
    case '/api/v1/system/health':
      return json(200, { status: 'healthy', checks: { database: { status: 'healthy', provider: 'sqlite', latency_ms: 0.4 }, storage: { status: 'healthy' }, ffmpeg: { status: 'healthy', version: '7.1' }, opencv: { status: 'healthy', version: '4.13.0' } } });
    case '/api/v1/push/key':
      return json(200, { public_key: PUSH_KEY });
    case '/api/v1/push/subscriptions':
      await change();
      if (request.method === 'POST') return json(201, { id: 's1' });
      response.writeHead(204);
      return void response.end();
    case '/api/v1/cameras':
      if (request.method === 'POST') {
        await change();
        return json(201, { id: 'c2' });
      }
      return json(200, { items: [{ id: 'c1', name: 'Front door', type: 'rtsp', source: 'rtsp://camera:8554/door', enabled: true, frame_rate: 5, motion_enabled: true, status: 'connected' }], total_count: 1 });
    case '/api/v1/events':
      return json(200, { items: [1, 2, 3].map((n) => ({ id: `e${n}`, camera_id: 'c1', camera_name: 'Front door', timestamp: `2026-11-23T07:0${n}:00Z`, confidence: 0.8, description: null, thumbnail_url: `/api/v1/events/e${n}/thumbnail`, ...(n === 2 && { clip_url: '/api/v1/events/e2/clip', clip_seconds: 12.4 }) })), total_count: 3, next_cursor: null });
  }
  if (path.endsWith('/thumbnail')) {
    response.writeHead(200, { 'Content-Type': 'image/gif' });
    return void response.end(PICTURE);
  }
  return json(200, { path: request.url });
}
