import fs from 'node:fs';
import path from 'node:path';

/**
 * Loads Next's production server for a directory prepared from the build.
 * @param {string} directory holds `.next` and `node_modules`
 * @param {number} port for the addresses that Next writes
 * @param {import('node:events').EventEmitter} upgrades where Next may listen for upgrades: not on our server, whose
 *   WebSockets all belong to the proxy
 * @returns {Promise<(request: import('node:http').IncomingMessage, response: import('node:http').ServerResponse) => Promise<void>>}
 */
export async function loadPages(directory, port, upgrades) {
  const manifest = JSON.parse(fs.readFileSync(path.join(directory, '.next/required-server-files.json'), 'utf8'));
  // What Next's own standalone entry does: the configuration is the build's, next.config.mjs is not in the image.
  process.env.__NEXT_PRIVATE_STANDALONE_CONFIG = JSON.stringify(manifest.config);
  const { default: next } = await import('next');
  const application = next({ dir: directory, dev: false, hostname: '127.0.0.1', port, httpServer: /** @type {any} */ (upgrades) });
  await application.prepare();
  return application.getRequestHandler();
}
