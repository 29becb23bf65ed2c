import { spawn } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after } from 'node:test';

/** What the image holds in /app. */
export const DIST = path.join(import.meta.dirname, '../../dist');

/** @type {import('node:child_process').ChildProcess[]} */
const children = [];
/** @type {string[]} */
const temporaries = [];
after(() => {
  for (const child of children) child.kill('SIGKILL');
  for (const directory of temporaries) fs.rmSync(directory, { recursive: true, force: true });
});

/**
 * Starts the assembled server, as the container does; it ends with the test file at the latest.
 * @param {Record<string, string>} environment
 */
export function startFrontend(environment) {
  const temporary = fs.mkdtempSync(path.join(os.tmpdir(), 'argusai-frontend-test-'));
  temporaries.push(temporary);
  const child = spawn(process.execPath, [path.join(DIST, 'server.mjs')], {
    cwd: '/',
    env: { NODE_ENV: 'production', TMPDIR: temporary, HOSTNAME: 'some-container', PORT: '0', ...environment },
  });
  children.push(child);
  let output = '';
  child.stdout.on('data', (chunk) => (output += chunk));
  child.stderr.on('data', (chunk) => (output += chunk));
  const records = () => output.trim().split('\n').filter(Boolean).map((line) => JSON.parse(line));
  const listening = async () => {
    for (;;) {
      const record = output.includes('Listening') && records().find(({ message }) => message.startsWith('Listening'));
      if (record) return `http://127.0.0.1:${record.port}`;
      if (child.exitCode !== null) throw new Error(`exit ${child.exitCode}: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  return { child, temporary, records, listening, output: () => output };
}
