'use client';

import { useEffect, useRef } from 'react';
import { endpoints } from '../lib/endpoints';
import type { CameraEvent } from '../lib/types';
import { Thumbnail } from './thumbnail';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Events, and which of them was asked for, by a notification for one. */
export function EventList({ events, asked }: { events: CameraEvent[]; asked?: string | null }) {
  return (
    <ul className="events">
      {events.map((event) => (
        <EventCard key={event.id} event={event} asked={event.id === asked} />
      ))}
    </ul>
  );
}

function EventCard({ event, asked }: { event: CameraEvent; asked: boolean }) {
  const element = useRef<HTMLLIElement>(null);
  useEffect(() => {
    if (asked) element.current?.scrollIntoView({ block: 'center' });
  }, [asked]);
  return (
    <li ref={element} className="card event" data-event={event.id} aria-current={asked || undefined}>
      <Thumbnail event={event} />
      <div className="event-text">
        <strong>{event.camera_name}</strong>
        <span className="confidence" title="How sure the detection is">
          {Math.round(event.confidence * 100)} %
        </span>
        <time dateTime={event.timestamp}>{TIME.format(new Date(event.timestamp))}</time>
        <p>{event.description || 'Motion detected'}</p>
        {/* A link carries the cookie of our own origin only. */}
        {event.clip_url && endpoints().sameOrigin && (
          <a href={event.clip_url} target="_blank" rel="noreferrer">
            Watch the clip{event.clip_seconds ? ` (${Math.round(event.clip_seconds)} s)` : ''}
          </a>
        )}
      </div>
    </li>
  );
}
