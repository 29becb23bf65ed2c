'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { cameras, events } from '../lib/api';
import { useLive, useLoaded } from '../lib/hooks';
import type { CameraEvent, LiveMessage, User } from '../lib/types';
import { AppShell, SignedIn } from './app-shell';
import { CameraList } from './camera-list';
import { EventList } from './event-list';
import { Notifications } from './notifications';
import { Section } from './section';
import { SystemState } from './system-state';

const SHOWN_EVENTS = 12;
const newestEvents = (signal: AbortSignal) => events(SHOWN_EVENTS, signal);

export function Dashboard() {
  return <SignedIn>{(user) => <DashboardContent user={user} />}</SignedIn>;
}

function DashboardContent({ user }: { user: User }) {
  const asked = useSearchParams().get('event');
  const eventPage = useLoaded(newestEvents);
  const cameraPage = useLoaded(cameras);
  const { change: changeEvents, reload: reloadEvents } = eventPage;
  const { reload: reloadCameras } = cameraPage;

  function onMessage({ type, data }: LiveMessage) {
    if (type === 'CAMERA_STATUS_CHANGED') reloadCameras();
    if (type !== 'EVENT_CREATED' && type !== 'EVENT_UPDATED') return;
    const event = data as CameraEvent;
    changeEvents((page) => {
      const known = page.items.some(({ id }) => id === event.id);
      if (known) return { ...page, items: page.items.map((old) => (old.id === event.id ? { ...old, ...event } : old)) };
      if (type === 'EVENT_UPDATED') return page;
      return { ...page, items: [event, ...page.items].slice(0, SHOWN_EVENTS), total_count: page.total_count + 1 };
    });
  }
  function onReturn() {
    reloadEvents();
    reloadCameras();
  }
  const live = useLive({ onMessage, onReturn, onBreak: reloadCameras });

  return (
    <AppShell user={user} live={live}>
      <h1 className="sr-only">Dashboard</h1>
      <SystemState />
      <Section
        title="Cameras"
        id="cameras"
        loaded={cameraPage}
        isEmpty={({ items }) => items.length === 0}
        empty={
          <>
            No camera yet. <Link href="/cameras">Add the first one</Link>.
          </>
        }
      >
        {({ items }) => <CameraList cameras={items} />}
      </Section>
      <Notifications />
      <Section
        title="Newest events"
        id="events"
        loaded={eventPage}
        isEmpty={({ items }) => items.length === 0}
        empty="Nothing has moved yet. Events appear here by themselves."
        aside={eventPage.value && <span className="count">{eventPage.value.total_count} in all</span>}
      >
        {({ items }) => <EventList events={items} asked={asked} />}
      </Section>
    </AppShell>
  );
}
