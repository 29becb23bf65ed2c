import { endpoints } from '../lib/endpoints';
import type { CameraEvent } from '../lib/types';
import { Thumbnail } from './thumbnail';

const TIME = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

export function EventList({ events }: { events: CameraEvent[] }) {
  return (
    <ul className="events">
      {events.map((event) => (
        <li key={event.id} className="card event" data-event={event.id}>
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
      ))}
    </ul>
  );
}
