import assert from 'node:assert/strict';
import { after } from 'node:test';
import { chromium } from 'playwright-core';
import { startFakeBackend } from '../fake-backend.mjs';
import { startFrontend } from './start-frontend.mjs';

/** A name of this machine that browsers do not hold for secure, as they hold `localhost` and `127.0.0.1`. */
export const PLAIN_HOST = 'argus.test';

/** The variable and the default are those of tests/EndToEnd. */
const EXECUTABLE = process.env.ARGUSAI_E2E_CHROMIUM || '/usr/bin/chromium';

/** What a test does before its page is opened. @typedef {(context: import('playwright-core').BrowserContext) => unknown} Preparation */

/** Starts a real browser, the assembled server and a fake backend for one test file. */
export async function startVisits() {
  const backend = await startFakeBackend();
  after(() => backend.close());
  const url = await startFrontend({ BACKEND_URL: backend.url }).listening();
  const browser = await chromium.launch({
    executablePath: EXECUTABLE,
    // No sandbox: tests run as root in containers. The rest keeps the browser from talking to anyone but the server.
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking', '--disable-component-update', '--no-proxy-server', `--host-resolver-rules=MAP ${PLAIN_HOST} 127.0.0.1`],
  });
  after(() => browser.close());

  /**
   * Opens a page in a session of its own, signed in. When the test ends, no script, and nothing of the page's own policy or patterns, may have failed.
   * @param {import('node:test').TestContext} test
   * @param {string} path
   * @param {{ host?: string, prepare?: Preparation }} [how]
   */
  async function visit(test, path, { host = '127.0.0.1', prepare } = {}) {
    const origin = url.replace('127.0.0.1', host);
    const context = await browser.newContext({ baseURL: origin, locale: 'en-GB', timezoneId: 'UTC', viewport: { width: 1280, height: 960 } });
    context.setDefaultTimeout(10_000);
    await context.addCookies([{ name: 'argusai_token', value: 'yes', url: origin }]);
    /** @type {string[]} */
    const faults = [];
    context.on('weberror', (error) => faults.push(String(error.error())));
    context.on('console', (message) => {
      if (/Content Security Policy|Pattern attribute/.test(message.text())) faults.push(message.text());
    });
    test.after(async () => {
      await context.close();
      assert.deepEqual(faults, []);
    });
    backend.changes.length = backend.videos.length = backend.ending = 0;
    await prepare?.(context);
    const page = await context.newPage();
    await page.goto(path);
    return { context, page, origin };
  }

  return { backend, visit };
}

/**
 * Waits for what no element of a page shows.
 * @param {() => unknown} check
 * @param {string} what for the message when it does not come within ten seconds
 */
export async function until(check, what) {
  for (const end = Date.now() + 10_000; !(await check()); await new Promise((resolve) => setTimeout(resolve, 50)))
    if (Date.now() > end) throw new Error(`Not within ten seconds: ${what}`);
}
