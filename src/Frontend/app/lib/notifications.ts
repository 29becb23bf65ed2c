import { keepSubscription, pushKey, removeSubscription } from './api';
import { messageOf } from './message-of';

/** Whether this browser tells of events, or what keeps it from doing so. `unconfigured`: the backend has no keys. */
export type NotificationState = 'insecure' | 'unsupported' | 'denied' | 'unconfigured' | 'off' | 'on';

/** At the root, so that it may bring every page to the front. */
const WORKER = '/sw.js';

/**
 * Finds the state out. A subscription that the browser has is told to the backend again: it may have lost it, or know it
 * as someone else's who was signed in here before.
 */
export async function notificationState(): Promise<NotificationState> {
  if (!window.isSecureContext) return 'insecure';
  if (!('serviceWorker' in navigator && 'PushManager' in window && 'Notification' in window)) return 'unsupported';
  if (Notification.permission === 'denied') return 'denied';
  const key = await pushKey();
  if (!key) return 'unconfigured';
  const subscription = await subscriptionOfThisBrowser();
  if (!subscription || keyOf(subscription) !== key) return 'off';
  await keepSubscription(subscription.toJSON());
  return 'on';
}

/** Asks for permission, subscribes, and tells the backend; throws with a sentence for the user. Only while a click is handled: browsers ask at no other time. */
export async function switchOn(): Promise<NotificationState> {
  const permission = await Notification.requestPermission();
  if (permission === 'denied') return 'denied';
  if (permission === 'default') throw new Error('The browser asked whether this page may show notifications, and got no answer. Try again and allow them.');
  const key = await pushKey();
  if (!key) return 'unconfigured';
  const { pushManager } = await registration();
  // One made for other keys of the backend's is in the way of a new one.
  await (await pushManager.getSubscription())?.unsubscribe();
  const subscription = await pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key }).catch((reason: unknown) => {
    throw new Error(`This browser's push service refused: ${messageOf(reason)}. It belongs to the browser's maker and is on the internet; private windows, some browsers and some networks block it.`);
  });
  try {
    await keepSubscription(subscription.toJSON());
  } catch (reason) {
    await subscription.unsubscribe();
    throw reason;
  }
  return 'on';
}

/** Ends the subscription, in the browser first: should the backend not be told, its next message is answered "gone" and it forgets by itself. */
export async function switchOff(): Promise<NotificationState> {
  const subscription = await subscriptionOfThisBrowser();
  if (!subscription) return 'off';
  await subscription.unsubscribe();
  await removeSubscription(subscription.endpoint);
  return 'off';
}

async function subscriptionOfThisBrowser(): Promise<PushSubscription | null> {
  // Without HTTPS there is no such thing, whatever its type says.
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  const known = await container?.getRegistration(WORKER);
  return (await known?.pushManager.getSubscription()) ?? null;
}

async function registration(): Promise<ServiceWorkerRegistration> {
  try {
    await navigator.serviceWorker.register(WORKER);
  } catch (reason) {
    throw new Error(`This browser did not load ${WORKER}: ${messageOf(reason)} Over HTTPS it must trust the page's certificate for this; an exception made by a click is not enough.`);
  }
  return navigator.serviceWorker.ready;
}

/** The backend's key that a subscription was made for, as the backend writes it. */
function keyOf({ options }: PushSubscription): string {
  const bytes = String.fromCharCode(...new Uint8Array(options.applicationServerKey ?? new ArrayBuffer(0)));
  return btoa(bytes).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}
