import http from 'node:http';
import https from 'node:https';
import { createProxyServer } from 'httpxy';
import { backendTarget, rewriteHeaders } from './forwarding.mjs';

/** An answer may take this long between two bytes (ms); nginx's limit is the same. */
const ANSWER_TIMEOUT = 60_000;

/** A connection that was idle for so long (ms) is not used again: the backend may be closing it, and what is sent then is lost. Shorter than any server's own limit. */
const IDLE_LIMIT = 4_000;

/** The close frame of RFC 6455 with code 1001, "going away": it tells the page to reconnect. */
const GOING_AWAY = Buffer.from([0x88, 0x02, 0x03, 0xe9]);

/**
 * Sends `/api`, `/ws`, `/docs` and `/openapi.json` to the backend, HTTP and WebSocket alike, streaming both ways.
 * @param {URL} backend
 * @param {import('./log.mjs').Log} log
 * @param {{ answerTimeout?: number, idleLimit?: number }} [limits]
 */
export function createBackendProxy(backend, log, { answerTimeout = ANSWER_TIMEOUT, idleLimit = IDLE_LIMIT } = {}) {
  const agent = new (backend.protocol === 'https:' ? https : http).Agent({ keepAlive: true, timeout: idleLimit });
  const proxy = createProxyServer({ target: backend, proxyTimeout: answerTimeout, upgradeTimeout: answerTimeout });
  /** @type {Set<import('node:stream').Duplex>} */
  const tunnels = new Set();

  proxy.on('error', (error, request, answer) => {
    const failure = describe(/** @type {NodeJS.ErrnoException} */ (error), request?.headers['x-request-id']);
    if (answer instanceof http.ServerResponse) refuse(answer, failure);
    else if (answer && 'end' in answer) refuseUpgrade(/** @type {import('node:net').Socket} */ (answer), failure);
  });
  proxy.on('proxyReqWs', (outgoing, _request, socket) => {
    outgoing.once('upgrade', () => {
      tunnels.add(socket);
      socket.once('close', () => tunnels.delete(socket));
    });
  });

  /** @param {NodeJS.ErrnoException} error @param {string | string[] | undefined} requestId */
  function describe(error, requestId) {
    log('WARNING', 'proxy', `The backend at ${backend.origin} did not answer: ${error.code ?? error.message}`, { request_id: requestId });
    return JSON.stringify({
      type: 'about:blank',
      title: 'Bad Gateway',
      status: 502,
      detail: 'The backend does not answer. It may still be starting; try again in a moment.',
      request_id: requestId,
    });
  }

  return {
    /**
     * @param {http.IncomingMessage} request
     * @param {http.ServerResponse} response
     * @returns {boolean} whether the request was the backend's
     */
    web(request, response) {
      const target = backendTarget(request.url);
      if (target === null) return false;
      request.url = target;
      response.setHeader('X-Request-ID', rewriteHeaders(request));
      void proxy.web(request, response, { agent });
      return true;
    },

    /**
     * @param {http.IncomingMessage} request
     * @param {import('node:net').Socket} socket
     * @param {Buffer} head
     */
    upgrade(request, socket, head) {
      const target = backendTarget(request.url);
      if (target === null) {
        socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
        return;
      }
      request.url = target;
      rewriteHeaders(request);
      void proxy.ws(request, socket, {}, head);
    },

    /** Tells every open WebSocket goodbye. */
    close() {
      for (const socket of tunnels) socket.end(GOING_AWAY);
    },
  };
}

/** @param {http.ServerResponse} response @param {string} problem */
function refuse(response, problem) {
  if (response.headersSent) {
    // Half an answer must not look like a whole one.
    response.destroy();
    return;
  }
  // The request's body may still be on its way: after this answer the connection cannot be used again.
  response.writeHead(502, { 'Content-Type': 'application/problem+json', 'Cache-Control': 'no-store', Connection: 'close' });
  response.end(problem);
}

/** @param {import('node:net').Socket} socket @param {string} problem */
function refuseUpgrade(socket, problem) {
  if (socket.destroyed || !socket.writable || socket.bytesWritten > 0) {
    socket.destroy();
    return;
  }
  socket.end(
    `HTTP/1.1 502 Bad Gateway\r\nContent-Type: application/problem+json\r\nContent-Length: ${Buffer.byteLength(problem)}\r\nConnection: close\r\n\r\n${problem}`,
  );
}
