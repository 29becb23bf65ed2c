/// <reference lib="webworker" />

/**
 * The page's service worker: shows what the backend pushes, while no page is open too. It keeps nothing and answers no
 * requests. As it stands here it goes into the image; only browsers where notifications were switched on load it.
 */
const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

/** @typedef {{ type: string, event_id?: string | null, camera_name?: string | null, timestamp: string, url: string }} Notice what the backend pushes (`PushNotice`) */

// A new version takes over at once: it has no state that an old page could miss.
worker.addEventListener('install', () => void worker.skipWaiting());
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));

worker.addEventListener('push', (event) => {
  const notice = read(event.data);
  const { title, body } = textOf(notice);
  event.waitUntil(worker.registration.showNotification(title, { body, tag: notice?.event_id ?? undefined, data: notice?.url }));
});

worker.addEventListener('notificationclick', (event) => {
  event.notification.close();
  event.waitUntil(show(String(event.notification.data ?? '/')));
});

/**
 * A message that cannot be read must still be shown: the browser was promised that every one is.
 * @param {PushMessageData | null} data
 * @returns {Notice | null}
 */
function read(data) {
  try {
    return data?.json() ?? null;
  } catch {
    return null;
  }
}

/** @param {Notice | null} notice */
function textOf(notice) {
  if (notice?.type === 'TEST') return { title: 'ArgusAI', body: 'Notifications reach this browser.' };
  if (!notice?.camera_name) return { title: 'ArgusAI', body: 'Something happened. Open the page to see it.' };
  return { title: notice.camera_name, body: `Motion detected at ${new Date(notice.timestamp).toLocaleTimeString(undefined, { timeStyle: 'short' })}` };
}

/**
 * Brings the dashboard to the front, or opens it. A page that shows something else is left alone: someone may be typing there.
 * @param {string} address from the message; another origin's is not opened
 */
async function show(address) {
  const wanted = new URL(address, worker.location.origin);
  const target = wanted.origin === worker.location.origin ? wanted.href : '/';
  const windows = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const dashboard = windows.find(({ url }) => new URL(url).pathname === '/');
  if (!dashboard) return void (await worker.clients.openWindow(target));
  await dashboard.focus();
  await dashboard.navigate(target);
}
