import http from 'node:http';
import { protectPage } from './page-headers.mjs';

/** How long answers under way may take after SIGTERM (ms); the whole stop has 3 s. */
const DRAIN = 1_500;

/**
 * The one listener of the container: the backend's paths go to the proxy, all else to the pages.
 * @param {object} parts
 * @param {ReturnType<typeof import('./proxy.mjs').createBackendProxy>} parts.proxy
 * @param {(request: http.IncomingMessage, response: http.ServerResponse) => unknown} parts.pages
 * @param {import('./configuration.mjs').Configuration} parts.configuration
 */
export function createWebServer({ proxy, pages, configuration }) {
  const server = http.createServer((request, response) => {
    if (proxy.web(request, response)) return;
    protectPage(request, response, configuration);
    void pages(request, response);
  });
  // A large upload over a slow line may take longer than Node's five minutes; headers keep their own limit of one.
  server.requestTimeout = 0;
  server.on('upgrade', (request, socket, head) => proxy.upgrade(request, /** @type {import('node:net').Socket} */ (socket), head));

  return {
    /** @param {number} port @returns {Promise<number>} the port listened on */
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        // Always every address: Docker sets HOSTNAME to the container's name, which would bind one address only (D5).
        server.listen(port, '0.0.0.0', () => resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port));
      }),

    /** Finishes what is under way, within {@link DRAIN}, and closes every connection. */
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeIdleConnections();
      proxy.close();
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, DRAIN))]);
      server.closeAllConnections();
    },
  };
}
