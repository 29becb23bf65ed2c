'use client';

import { useEffect, useRef, useState } from 'react';
import { useAway } from '../lib/hooks';
import type { Camera } from '../lib/types';
import { QUALITIES, VideoStream, type Quality, type VideoInfo } from '../lib/video-stream';

/** A tab that was hidden for so long (ms) has no watcher: its video ends until it is shown again. */
const HIDDEN_LIMIT = 60_000;

/** What is seen: the live picture, nothing yet, or an old picture and why. */
interface View {
  isLive: boolean;
  problem?: string;
  isOver?: boolean;
}

const CONNECTING: View = { isLive: false };

/** A camera's live picture, as long as it is on the page. */
export function LiveVideo({ camera: { id, name } }: { camera: Camera }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [quality, setQuality] = useState<Quality>('low');
  const [info, setInfo] = useState<VideoInfo>();
  const [{ isLive, problem, isOver }, setView] = useState<View>(CONNECTING);
  const [round, setRound] = useState(0);
  const isAway = useAway(HIDDEN_LIMIT);

  useEffect(() => {
    if (isAway) return;
    setView(CONNECTING);
    const stream = new VideoStream(id, quality, {
      onInfo: setInfo,
      onPicture: (picture) => {
        const target = canvas.current;
        if (!target) return;
        if (target.width !== picture.width) target.width = picture.width;
        if (target.height !== picture.height) target.height = picture.height;
        target.getContext('2d')?.drawImage(picture, 0, 0);
        setView((old) => (old.isLive ? old : { isLive: true }));
      },
      onProblem: (problem, isOver) => setView({ isLive: false, problem, isOver }),
    });
    stream.open();
    return () => stream.close();
  }, [id, quality, round, isAway]);

  return (
    <div className="video" data-video={isLive ? 'live' : problem ? 'lost' : 'connecting'}>
      <canvas ref={canvas} role="img" aria-label={`${name}, ${isLive ? 'live' : 'no live picture'}`} width={640} height={360} />
      {problem && (
        <p className="notice bad" role="alert">
          {problem}{' '}
          {isOver && (
            <button type="button" className="link" onClick={() => setRound((n) => n + 1)}>
              Try again
            </button>
          )}
        </p>
      )}
      <div className="video-foot">
        <label>
          Quality
          <select value={quality} onChange={({ target }) => setQuality(target.value as Quality)}>
            {QUALITIES.map((value) => (
              <option key={value}>{value}</option>
            ))}
          </select>
        </label>
        <span className="detail" role="status">
          {isLive && info ? `${info.width} × ${info.height}, ${info.fps} pictures a second` : problem ? '' : 'Connecting…'}
        </span>
      </div>
    </div>
  );
}
