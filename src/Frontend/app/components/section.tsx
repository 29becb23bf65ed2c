import type { ReactNode } from 'react';
import type { Loaded } from '../lib/hooks';

interface SectionProps<Value> {
  title: string;
  id: string;
  loaded: Loaded<Value>;
  isEmpty: (value: Value) => boolean;
  empty: ReactNode;
  aside?: ReactNode;
  children: (value: Value) => ReactNode;
}

/** A part of a page that loads by itself, in one of its four states: loading, failed, empty, shown. */
export function Section<Value>({ title, id, loaded, isEmpty, empty, aside, children }: SectionProps<Value>) {
  const { value, error, reload } = loaded;
  return (
    <section aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {aside}
      </div>
      {error && (
        <p className="notice bad" role="alert">
          {error}{' '}
          <button type="button" className="link" onClick={reload}>
            Try again
          </button>
        </p>
      )}
      {value === undefined ? (
        !error && (
          <p className="loading" role="status">
            Loading…
          </p>
        )
      ) : isEmpty(value) ? (
        <div className="card empty">{empty}</div>
      ) : (
        children(value)
      )}
    </section>
  );
}
