import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startVisits } from './visit.mjs';

const { backend, visit } = await startVisits();

test('an event with a clip links to it and says how long it is; the others do not', async (t) => {
  const { page, origin } = await visit(t, '/');
  const link = page.locator('[data-event=e2]').getByRole('link', { name: 'Watch the clip (12 s)' });
  assert.equal(await link.evaluate((a) => /** @type {HTMLAnchorElement} */ (a).href), `${origin}/api/v1/events/e2/clip`);
  assert.equal(await page.getByRole('link', { name: /clip/ }).count(), 1);
});

test('the link opens the clip beside the dashboard, as the signed-in user', async (t) => {
  const { page, context } = await visit(t, '/');
  const opened = context.waitForEvent('page');
  await page.getByRole('link', { name: /clip/ }).click();
  await (await opened).waitForLoadState();
  const asked = backend.requests.find(({ url }) => url === '/api/v1/events/e2/clip');
  assert.match(asked?.headers.cookie ?? '', /argusai_token=yes/);
  assert.equal(new URL(page.url()).pathname, '/');
});

test('a clip that arrives after its event is linked without loading the page again', async (t) => {
  const { page } = await visit(t, '/');
  await page.locator('[data-live=live]').waitFor();
  const update = { type: 'EVENT_UPDATED', data: { id: 'e1', clip_url: '/api/v1/events/e1/clip', clip_seconds: 8 }, timestamp: '2026-11-23T07:01:20Z' };
  for (const client of backend.sockets.clients) client.send(JSON.stringify(update));
  await page.locator('[data-event=e1]').getByRole('link', { name: 'Watch the clip (8 s)' }).waitFor();
});
