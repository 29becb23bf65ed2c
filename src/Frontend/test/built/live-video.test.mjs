import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startVisits, until } from './visit.mjs';

const { backend, visit } = await startVisits();

/** @param {import('playwright-core').Page} page */
const button = (page) => page.getByRole('button', { name: 'Live video of Front door' });
/** @param {import('playwright-core').Page} page @param {string} state */
const shows = (page, state) => page.locator(`[data-video=${state}]`).waitFor();
/** @param {import('playwright-core').Page} page */
const alertOf = (page) => page.locator('[data-video] [role=alert]').textContent();
/** The colour in the middle of the picture. @param {import('playwright-core').Page} page */
const colour = (page) =>
  page.locator('[data-video] canvas').evaluate((element) => {
    const canvas = /** @type {HTMLCanvasElement} */ (element);
    const [red = 0, , blue = 0] = canvas.getContext('2d')?.getImageData(canvas.width / 2, canvas.height / 2, 1, 1).data ?? [];
    return red > blue ? 'red' : 'blue';
  });
const addresses = () => backend.videos.map(({ address }) => address);
const last = () => backend.videos.at(-1);

/**
 * A page with the camera's video open.
 * @param {import('node:test').TestContext} t
 * @param {Parameters<typeof visit>[2]} [how]
 */
async function watch(t, how) {
  const { page } = await visit(t, '/cameras', how);
  await button(page).click();
  return page;
}

test('the pictures of a camera appear as they come, with their size and rate', async (t) => {
  const page = await watch(t);
  await shows(page, 'live');
  assert.deepEqual(addresses(), ['/ws/stream/c1?quality=low']);
  const seen = new Set();
  await until(async () => seen.add(await colour(page)).size === 2, 'both pictures are seen');
  assert.deepEqual(await page.locator('[data-video] canvas').evaluate((c) => [/** @type {HTMLCanvasElement} */ (c).width, /** @type {HTMLCanvasElement} */ (c).height]), [16, 8]);
  assert.equal(await page.locator('[data-video] [role=status]').textContent(), '16 × 8, 20 pictures a second');
  assert.equal(await page.getByRole('img', { name: 'Front door, live' }).count(), 1);
  await until(() => last()?.said.includes('pong'), 'the page answers a ping, or the backend would hang up');
});

test('each picture is given back once it was shown', async (t) => {
  const page = await watch(t, {
    prepare: (context) =>
      context.addInitScript(() => {
        const counts = { made: 0, closed: 0 };
        const make = /** @type {(blob: Blob) => Promise<ImageBitmap>} */ (window.createImageBitmap.bind(window));
        const close = ImageBitmap.prototype.close;
        ImageBitmap.prototype.close = function () {
          counts.closed++;
          close.call(this);
        };
        Object.assign(window, { counts, createImageBitmap: (/** @type {Blob} */ blob) => (counts.made++, make(blob)) });
      }),
  });
  const counts = () => page.evaluate(() => /** @type {{ made: number, closed: number }} */ (Reflect.get(window, 'counts')));
  await until(async () => (await counts()).made > 20, 'twenty pictures are shown');
  const { made, closed } = await counts();
  assert.ok(made - closed <= 1, `${made} made, ${closed} given back`);
});

test('another quality opens another video and ends the first', async (t) => {
  const page = await watch(t);
  await shows(page, 'live');
  await page.getByLabel('Quality').selectOption('high');
  await until(() => backend.videos.length === 2 && backend.videos[0]?.closed, 'the first is closed and a second open');
  assert.deepEqual(addresses(), ['/ws/stream/c1?quality=low', '/ws/stream/c1?quality=high']);
  await shows(page, 'live');
});

test('the panel opens and closes by keyboard, and takes its video with it', async (t) => {
  const { page } = await visit(t, '/cameras');
  await button(page).focus();
  await page.keyboard.press('Enter');
  await shows(page, 'live');
  assert.equal(await button(page).getAttribute('aria-expanded'), 'true');
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), 'SELECT');
  await button(page).press('Space');
  assert.equal(await button(page).getAttribute('aria-expanded'), 'false');
  await until(() => last()?.closed, 'the video is closed');
  assert.equal(await page.locator('[data-video]').count(), 0);
});

test('leaving the page ends the video', async (t) => {
  const page = await watch(t);
  await shows(page, 'live');
  await page.getByRole('link', { name: 'Dashboard' }).click();
  await until(() => last()?.closed, 'the video is closed');
  assert.equal(backend.videos.length, 1);
});

for (const [code, sentence] of /** @type {const} */ ([[4001, 'no longer signed in'], [4004, 'no such camera'], [4429, 'Too many videos']]))
  test(`a video that ends with ${code} says why, and is tried again by hand only`, async (t) => {
    const { page } = await visit(t, '/cameras');
    backend.ending = code;
    await button(page).click();
    assert.match((await alertOf(page)) ?? '', new RegExp(sentence));
    const tries = backend.videos.length;
    assert.equal(tries, code === 4001 ? 2 : 1, 'after 4001 once more, with a fresh access token');
    await page.waitForTimeout(1_200);
    assert.equal(backend.videos.length, tries);
    backend.ending = 0;
    await page.getByRole('button', { name: 'Try again' }).click();
    await shows(page, 'live');
  });

test('after 4001 a fresh access token is enough to go on', async (t) => {
  const { page } = await visit(t, '/cameras');
  await page.route('**/api/v1/auth/me', (route) => {
    backend.ending = 0;
    return route.continue();
  });
  backend.ending = 4001;
  await button(page).click();
  await shows(page, 'live');
  assert.equal(await page.locator('[data-video] [role=alert]').count(), 0);
});

for (const [code, sentence] of /** @type {const} */ ([[4503, 'The camera is not connected'], [1001, 'The picture was lost']]))
  test(`a video that ends with ${code} says so and comes back by itself`, async (t) => {
    const { page } = await visit(t, '/cameras');
    backend.ending = code;
    await button(page).click();
    assert.match((await alertOf(page)) ?? '', new RegExp(sentence));
    assert.equal(await page.getByRole('button', { name: 'Try again' }).count(), 0);
    backend.ending = 0;
    await shows(page, 'live');
    assert.equal(await page.locator('[data-video] [role=alert]').count(), 0);
  });

test('a video without a picture for ten seconds is lost, not live', async (t) => {
  let opened = 0;
  const page = await watch(t, {
    prepare: async (context) => {
      await context.clock.install();
      await context.routeWebSocket('**/ws/stream/**', () => void opened++);
    },
  });
  await until(() => opened === 1, 'the video is opened');
  await page.clock.fastForward(9_000);
  await shows(page, 'connecting');
  await page.clock.fastForward(1_000);
  assert.match((await alertOf(page)) ?? '', /picture was lost/);
  await page.clock.fastForward(500);
  await until(() => opened === 2, 'it is tried again');
});

test('a tab that is hidden for a minute has no video until it is shown again', async (t) => {
  const page = await watch(t, { prepare: (context) => context.clock.install() });
  await shows(page, 'live');
  const hide = (/** @type {boolean} */ hidden) =>
    page.evaluate((hidden) => {
      Object.defineProperty(document, 'hidden', { value: hidden, configurable: true });
      document.dispatchEvent(new Event('visibilitychange'));
    }, hidden);
  // In steps that pictures arrive between, else the page would rightly miss them.
  const pass = async (/** @type {number} */ seconds) => {
    for (let passed = 0; passed < seconds; passed += 5) {
      await page.clock.fastForward(5_000);
      await page.waitForTimeout(150);
    }
  };
  await hide(true);
  await pass(30);
  await hide(false);
  await pass(40);
  assert.equal(last()?.closed, false, 'half a minute is not long');
  await hide(true);
  await pass(60);
  await until(() => last()?.closed, 'the video is closed');
  assert.equal(backend.videos.length, 1);
  await hide(false);
  await until(() => backend.videos.length === 2, 'it is open again');
  await shows(page, 'live');
});
