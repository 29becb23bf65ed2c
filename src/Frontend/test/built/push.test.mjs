import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PUSH_KEY } from '../fake-backend.mjs';
import { PLAIN_HOST, startVisits, until } from './visit.mjs';

const { backend, visit } = await startVisits();

const SUBSCRIPTION = { endpoint: 'https://push.example.org/send/1?a=b', expirationTime: null, keys: { p256dh: 'BKey', auth: 'secret' } };
const NOTICE = { type: 'EVENT_CREATED', event_id: 'e2', camera_id: 'c1', camera_name: 'Front door', timestamp: '2026-11-23T07:02:00Z', url: '/?event=e2' };

/** @param {import('playwright-core').BrowserContext} context */
const allow = (context) => context.grantPermissions(['notifications']);

/**
 * Puts a push service into the browser that needs no internet: what it is asked for is kept in `localStorage`, as the
 * browser's own outlives a page.
 * @param {import('playwright-core').BrowserContext} context
 */
async function withPushService(context) {
  await allow(context);
  await context.addInitScript((json) => {
    /** @param {string} key */
    const subscription = (key) => ({
      ...json,
      options: { applicationServerKey: Uint8Array.from(atob(key.replaceAll('-', '+').replaceAll('_', '/')), (c) => c.charCodeAt(0)).buffer },
      toJSON: () => json,
      unsubscribe: () => Promise.resolve(localStorage.removeItem('subscribed')),
    });
    Object.assign(PushManager.prototype, {
      /** @param {{ userVisibleOnly: boolean, applicationServerKey: string }} options */
      subscribe({ userVisibleOnly, applicationServerKey }) {
        if (!userVisibleOnly) throw new DOMException('Silent messages are not offered', 'NotAllowedError');
        localStorage.setItem('subscribed', applicationServerKey);
        return Promise.resolve(subscription(applicationServerKey));
      },
      getSubscription() {
        const key = localStorage.getItem('subscribed');
        return Promise.resolve(key && subscription(key));
      },
    });
  }, SUBSCRIPTION);
}

/** @param {import('playwright-core').Page} page @param {string} state */
const shows = (page, state) => page.locator(`[data-notifications=${state}]`).waitFor();
/** @param {import('playwright-core').Page} page */
const alertOf = (page) => page.locator('[data-notifications] [role=alert]').textContent();
/** @param {import('playwright-core').Page} page @param {string} name */
const click = (page, name) => page.getByRole('button', { name, exact: true }).click();
/** @param {import('playwright-core').Page} page */
const keyInBrowser = (page) => page.evaluate(() => localStorage.getItem('subscribed'));

test('switching on subscribes the browser with the backend\'s key and hands the subscription over', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await shows(page, 'off');
  assert.equal(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length), 0, 'nothing is registered unasked');
  await click(page, 'Switch on');
  await shows(page, 'on');
  assert.equal(await keyInBrowser(page), PUSH_KEY);
  assert.deepEqual(backend.changes, [{ method: 'POST', url: '/api/v1/push/subscriptions', body: SUBSCRIPTION }]);
});

test('switching off ends the subscription in the browser and in the backend', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await click(page, 'Switch on');
  await click(page, 'Switch off');
  await shows(page, 'off');
  assert.equal(await keyInBrowser(page), null);
  const { method, url } = backend.changes.at(-1) ?? {};
  assert.deepEqual([method, url], ['DELETE', `/api/v1/push/subscriptions?endpoint=${encodeURIComponent(SUBSCRIPTION.endpoint)}`]);
  await page.reload();
  await shows(page, 'off');
});

test('signing out ends it too', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await click(page, 'Switch on');
  await shows(page, 'on');
  await click(page, 'Sign out admin');
  await page.waitForURL('**/sign-in');
  assert.deepEqual(backend.changes.slice(1).map(({ method, url }) => `${method} ${url?.split('?')[0]}`), ['DELETE /api/v1/push/subscriptions', 'POST /api/v1/auth/logout']);
  assert.equal(await keyInBrowser(page), null);
});

test('a subscription that the browser still has is told to the backend again', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await click(page, 'Switch on');
  await shows(page, 'on');
  backend.changes.length = 0;
  await page.reload();
  await shows(page, 'on');
  assert.deepEqual(backend.changes.map(({ body }) => body), [SUBSCRIPTION]);
});

test('a subscription for another key is off, and is replaced by switching on', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await click(page, 'Switch on');
  await shows(page, 'on');
  await page.evaluate(() => localStorage.setItem('subscribed', 'BAAA'));
  await page.reload();
  await shows(page, 'off');
  await click(page, 'Switch on');
  await shows(page, 'on');
  assert.equal(await keyInBrowser(page), PUSH_KEY);
});

test('a backend that does not take the subscription leaves the browser unsubscribed, and its reason is shown', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await page.route('**/api/v1/push/subscriptions', (route) => route.fulfill({ status: 400, contentType: 'application/problem+json', body: '{"detail":"endpoint: must not be in a private network."}' }));
  await click(page, 'Switch on');
  assert.match((await alertOf(page)) ?? '', /private network/);
  await shows(page, 'off');
  assert.equal(await keyInBrowser(page), null);
});

test('a refusal by the browser\'s own push service is shown with its words', async (t) => {
  // Not stubbed: Chromium offers none in a private window, which this is.
  const { page } = await visit(t, '/', { prepare: allow });
  await click(page, 'Switch on');
  assert.match((await alertOf(page)) ?? '', /push service refused: Registration failed - permission denied\. It belongs to the browser's maker/);
  await shows(page, 'off');
  assert.deepEqual(backend.changes, []);
});

test('a worker that the browser does not load is told with the way out', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await page.evaluate(() => {
    navigator.serviceWorker.register = () => Promise.reject(new DOMException('An SSL certificate error occurred when fetching the script.', 'SecurityError'));
  });
  await click(page, 'Switch on');
  assert.match((await alertOf(page)) ?? '', /SSL certificate error .* must trust the page's certificate/);
});

test('a question that was closed without an answer may be asked again', async (t) => {
  const { page } = await visit(t, '/', { prepare: withPushService });
  await page.evaluate(() => {
    Notification.requestPermission = () => Promise.resolve('default');
  });
  await click(page, 'Switch on');
  assert.match((await alertOf(page)) ?? '', /got no answer/);
  await shows(page, 'off');
});

test('what keeps a browser from it is said, with what to do', async (t) => {
  /** @type {[string, RegExp, Parameters<typeof visit>[2]][]} */
  const cases = [
    ['insecure', /HTTPS only.*docker compose --profile ssl/, { host: PLAIN_HOST }],
    ['unsupported', /cannot show notifications/, { prepare: (context) => context.addInitScript(() => Reflect.deleteProperty(window, 'PushManager')) }],
    ['denied', /blocked in this browser\. Allow them/, { prepare: (context) => context.addInitScript(() => Object.defineProperty(Notification, 'permission', { value: 'denied' })) }],
    ['unconfigured', /Set VAPID_PUBLIC_KEY/, { prepare: (context) => context.route('**/api/v1/push/key', (route) => route.fulfill({ status: 404, json: { detail: 'Push is off.' } })) }],
  ];
  for (const [state, text, how] of cases)
    await t.test(state, async (t) => {
      const { page } = await visit(t, '/', how);
      await shows(page, state);
      assert.match((await page.locator('[data-notifications]').textContent()) ?? '', text);
      assert.equal(await page.locator('[data-notifications] button').count(), 0);
    });
});

/**
 * A page with its worker running, and a way to push to it as a push service does.
 * @param {import('node:test').TestContext} t
 */
async function withWorker(t) {
  const { context, page, origin } = await visit(t, '/', { prepare: withPushService });
  await click(page, 'Switch on');
  await shows(page, 'on');
  const session = await context.newCDPSession(page);
  /** @type {Promise<string>} */
  const known = new Promise((resolve) => session.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => registrations[0] && resolve(registrations[0].registrationId)));
  await session.send('ServiceWorker.enable');
  const registrationId = await known;
  const [worker] = context.serviceWorkers();
  assert.ok(worker);
  // Chromium forgets a notification that is asked for before it is on the screen: so the worker is asked, not the list.
  await worker.evaluate(() => {
    const { registration } = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
    const show = registration.showNotification.bind(registration);
    registration.showNotification = (title, options) => show(title, options).then(() => void Object.assign(self, { shown: true }));
  });

  return {
    page,
    /** @param {string} data */
    async push(data) {
      await worker.evaluate(() => void Object.assign(self, { shown: false }));
      await session.send('ServiceWorker.deliverPushMessage', { origin, registrationId, data });
      await until(() => worker.evaluate(() => Reflect.get(self, 'shown')), 'the worker shows a notification');
      return page.evaluate(async () => (await (await navigator.serviceWorker.ready).getNotifications()).map(({ title, body, data }) => ({ title, body, data })));
    },
    /** Clicks the one notification that is shown, and gives what the worker then opened or brought to the front: browsers let it do so after a real click only. */
    click: () =>
      worker.evaluate(async () => {
        const scope = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
        /** @type {string[]} */
        const windows = [];
        scope.clients.openWindow = (address) => Promise.resolve(void windows.push(`open ${String(address)}`)).then(() => null);
        WindowClient.prototype.focus = function () {
          windows.push(`focus ${new URL(this.url).pathname}`);
          return Promise.resolve(this);
        };
        const [notification] = await scope.registration.getNotifications();
        if (!notification) throw new Error('No notification is shown');
        const event = new NotificationEvent('notificationclick', { notification });
        /** @type {Promise<unknown> | undefined} */
        let done;
        Object.defineProperty(event, 'waitUntil', { value: (/** @type {Promise<unknown>} */ work) => (done = work) });
        scope.dispatchEvent(event);
        await done;
        return { windows, left: (await scope.registration.getNotifications()).length };
      }),
  };
}

test('the worker shows an event with its camera and time', async (t) => {
  const { push } = await withWorker(t);
  const [first, ...more] = await push(JSON.stringify(NOTICE));
  assert.equal(first?.title, 'Front door');
  assert.match(first?.body ?? '', /^Motion detected at 0?7:02/);
  assert.equal(first?.data, '/?event=e2');
  assert.deepEqual(more, []);
});

test('the worker shows a test, and what it cannot read', async (t) => {
  const { push } = await withWorker(t);
  assert.equal((await push(JSON.stringify({ type: 'TEST', timestamp: NOTICE.timestamp, url: '/' })))[0]?.body, 'Notifications reach this browser.');
  const both = await push('not JSON');
  assert.equal(both.length, 2);
  assert.ok(both.some(({ body }) => body.startsWith('Something happened')));
});

test('a click on a notification brings the open dashboard to the event', async (t) => {
  const { page, push, click } = await withWorker(t);
  await push(JSON.stringify(NOTICE));
  assert.deepEqual(await click(), { windows: ['focus /'], left: 0 });
  await page.waitForURL('**/?event=e2');
  assert.equal(await page.locator('[data-event][aria-current]').getAttribute('data-event'), 'e2');
});

test('a click leaves a page alone that shows something else, and opens another', async (t) => {
  const { page, push, click } = await withWorker(t);
  await page.goto('/cameras');
  await push(JSON.stringify(NOTICE));
  const { windows } = await click();
  assert.deepEqual(windows, [`open ${new URL('/?event=e2', page.url()).href}`]);
  assert.match(page.url(), /\/cameras$/);
});

test('a message cannot make a click open another site', async (t) => {
  const { page, push, click } = await withWorker(t);
  await page.goto('/cameras');
  await push(JSON.stringify({ ...NOTICE, url: '//elsewhere.example.org/' }));
  assert.deepEqual((await click()).windows, ['open /']);
});
