'use client';

import { useEffect, useState } from 'react';
import { call } from '../lib/api';
import { endpoints } from '../lib/endpoints';
import type { CameraEvent } from '../lib/types';

/**
 * An event's picture, 320×180. On another origin the cookie is not sent with an image, so it is fetched with the token;
 * on our own it is fetched when the image alone fails: the access token may have expired, which only a call can mend.
 */
export function Thumbnail({ event }: { event: CameraEvent }) {
  const path = event.thumbnail_url ?? `/api/v1/events/${encodeURIComponent(event.id)}/thumbnail`;
  const [direct, setDirect] = useState(() => endpoints().sameOrigin);
  const [fetched, setFetched] = useState<string>();
  const [failed, setFailed] = useState(false);

  useEffect(() => {
    if (direct) return;
    const abort = new AbortController();
    let address: string | undefined;
    call(path, { signal: abort.signal })
      .then(async (response) => {
        if (!response.ok) throw new Error(String(response.status));
        address = URL.createObjectURL(await response.blob());
        if (abort.signal.aborted) URL.revokeObjectURL(address);
        else setFetched(address);
      })
      .catch(() => {
        if (!abort.signal.aborted) setFailed(true);
      });
    return () => {
      abort.abort();
      if (address) URL.revokeObjectURL(address);
    };
  }, [direct, path]);

  const source = direct ? path : fetched;
  if (failed) return <div className="thumbnail missing">No picture</div>;
  if (!source) return <div className="thumbnail" aria-hidden="true" />;
  const label = `${event.camera_name}, ${new Date(event.timestamp).toLocaleString()}`;
  return <img className="thumbnail" src={source} alt={label} width={320} height={180} loading="lazy" onError={() => (direct ? setDirect(false) : setFailed(true))} />;
}
