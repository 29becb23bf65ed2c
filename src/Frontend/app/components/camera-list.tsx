'use client';

import { useId, useState } from 'react';
import type { Camera, CameraStatus } from '../lib/types';
import { LiveVideo } from './live-video';

const TONES: Record<CameraStatus, string> = { connected: 'good', connecting: 'wait', disconnected: 'bad', error: 'bad', disabled: 'off' };

export function CameraList({ cameras }: { cameras: Camera[] }) {
  return (
    <ul className="cameras">
      {cameras.map((camera) => (
        <CameraCard key={camera.id} camera={camera} />
      ))}
    </ul>
  );
}

function CameraCard({ camera }: { camera: Camera }) {
  const [isOpen, setOpen] = useState(false);
  const panel = useId();
  return (
    <li className="card camera" data-camera={camera.id} data-open={isOpen || undefined}>
      <div className="camera-text">
        <strong>{camera.name}</strong>
        <span className="detail">{camera.source}</span>
        {camera.last_error && <span className="detail bad-text">{camera.last_error}</span>}
      </div>
      <div className="camera-end">
        <span className={`badge ${TONES[camera.status]}`}>{camera.status}</span>
        {(camera.enabled || isOpen) && (
          <button type="button" className="button quiet" aria-expanded={isOpen} aria-controls={panel} onClick={() => setOpen(!isOpen)}>
            Live<span className="sr-only"> video of {camera.name}</span>
          </button>
        )}
      </div>
      <div id={panel} className="camera-panel">
        {isOpen && <LiveVideo camera={camera} />}
      </div>
    </li>
  );
}
