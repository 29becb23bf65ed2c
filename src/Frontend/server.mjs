import { EventEmitter } from 'node:events';
import os from 'node:os';
import { CONFIGURATION_EXIT_CODE, readConfiguration } from './server/configuration.mjs';
import { takeOverOutput } from './server/log.mjs';
import { createBackendProxy } from './server/proxy.mjs';
import { prepareRunDirectory } from './server/random-keys.mjs';
import { createWebServer } from './server/web-server.mjs';

const started = performance.now();
const log = takeOverOutput(process);
const { configuration, problems } = readConfiguration(process.env);
if (problems.length > 0) {
  log('CRITICAL', 'configuration', 'The configuration is wrong', { problems });
  process.exit(CONFIGURATION_EXIT_CODE);
}

/** @type {(() => unknown)[]} */
const closing = [];
let stopping = false;

/** @param {number} code */
async function stop(code) {
  if (stopping) return;
  stopping = true;
  for (const close of closing.reverse()) await Promise.resolve(close()).catch((error) => log('ERROR', 'server', String(error)));
  log('INFO', 'server', 'Stopped');
  process.exit(code);
}
for (const signal of /** @type {const} */ (['SIGTERM', 'SIGINT']))
  process.on(signal, () => {
    log('INFO', 'server', `${signal} received, stopping`);
    void stop(0);
  });
process.on('unhandledRejection', (reason) => log('ERROR', 'server', 'Unhandled rejection', { error: describe(reason) }));
process.on('uncaughtException', (error) => {
  log('CRITICAL', 'server', 'Unexpected error, stopping', { error: describe(error) });
  void stop(1);
});

/** @param {unknown} error */
function describe(error) {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

const run = prepareRunDirectory(import.meta.dirname, os.tmpdir());
closing.push(run.remove);

Object.assign(process.env, { NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
const { loadPages } = await import('./server/pages.mjs');
const pages = await loadPages(run.directory, configuration.port, new EventEmitter());
const server = createWebServer({ proxy: createBackendProxy(configuration.backendUrl, log), pages, configuration });
closing.push(server.close);
const port = await server.listen(configuration.port);
log('INFO', 'server', `Listening on port ${port}`, { port, start_seconds: Math.round(performance.now() - started) / 1000 });
