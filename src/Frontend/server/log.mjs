import { stripVTControlCharacters } from 'node:util';

/**
 * @typedef {'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'} Level
 * @typedef {(level: Level, logger: string, message: string, extras?: Record<string, unknown>) => void} Log
 */

/**
 * One JSON object a line, with the backend's names (contract, "Logs and metrics").
 * @param {(line: string) => void} write takes one line, newline included
 * @returns {Log}
 */
export function createLog(write) {
  return (level, logger, message, extras = {}) =>
    write(JSON.stringify({ timestamp: new Date().toISOString(), level, message, logger, ...extras }) + '\n');
}

/**
 * Makes everything else in this process that prints (Next, Node's own warnings) go through the log,
 * so that no line of any other form leaves the container.
 * @param {NodeJS.Process} target
 * @returns {Log}
 */
export function takeOverOutput(target) {
  const write = target.stdout.write.bind(target.stdout);
  const log = createLog((line) => write(line));
  redirect(target.stdout, (text) => log('INFO', 'next', text));
  redirect(target.stderr, (text) => log('ERROR', 'next', text));
  target.removeAllListeners('warning');
  target.on('warning', (warning) => log('WARNING', 'node', `${warning.name}: ${warning.message}`));
  return log;
}

/**
 * @param {NodeJS.WriteStream} stream
 * @param {(text: string) => void} record
 */
function redirect(stream, record) {
  /** @type {(chunk: string | Uint8Array, encoding?: unknown, callback?: unknown) => boolean} */
  const write = (chunk, encoding, callback) => {
    const text = stripVTControlCharacters(typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8')).trim();
    if (text) record(text);
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') done();
    return true;
  };
  stream.write = /** @type {typeof stream.write} */ (write);
}
