import assert from 'node:assert/strict';
import { test } from 'node:test';
import { startVisits, until } from './visit.mjs';

const { backend, visit } = await startVisits();

for (const wanted of [true, false])
  test(`a camera is added ${wanted ? 'with' : 'without'} clips when the box is ${wanted ? '' : 'not '}ticked`, async (t) => {
    const { page } = await visit(t, '/cameras');
    await page.getByLabel('Name', { exact: true }).fill(' Garden ');
    await page.getByLabel('RTSP address').fill('rtsp://192.0.2.1:554/stream1');
    const box = page.getByRole('checkbox', { name: /^Keep a video clip of each event/ });
    assert.equal(await box.isChecked(), false, 'clips fill the disk: nobody has them unasked');
    if (wanted) await box.check();
    await page.getByRole('button', { name: 'Add camera' }).click();
    await until(() => backend.changes.length > 0, 'the camera is sent');
    assert.deepEqual(backend.changes, [{ method: 'POST', url: '/api/v1/cameras', body: { name: 'Garden', type: 'rtsp', source: 'rtsp://192.0.2.1:554/stream1', clip_enabled: wanted } }]);
    await until(async () => !(await box.isChecked()), 'the form is empty for the next camera');
  });

test('a video file is named by its path below the data directory, and no other path is sent', async (t) => {
  const { page } = await visit(t, '/cameras');
  await page.getByLabel('Name', { exact: true }).fill('Street');
  await page.getByRole('radio', { name: 'Video file' }).check();
  const path = page.getByRole('textbox', { name: 'Video file' });
  await path.fill('/etc/passwd');
  await page.getByRole('button', { name: 'Add camera' }).click();
  assert.equal(await path.evaluate((input) => /** @type {HTMLInputElement} */ (input).validity.patternMismatch), true);
  assert.equal(backend.changes.length, 0);
  await path.fill('videos/street.avi');
  await page.getByRole('button', { name: 'Add camera' }).click();
  await until(() => backend.changes.length > 0, 'the camera is sent');
  assert.deepEqual(backend.changes[0]?.body, { name: 'Street', type: 'file', source: 'videos/street.avi', clip_enabled: false });
});
