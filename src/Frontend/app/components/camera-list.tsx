import type { Camera, CameraStatus } from '../lib/types';

const TONES: Record<CameraStatus, string> = { connected: 'good', connecting: 'wait', disconnected: 'bad', error: 'bad', disabled: 'off' };

export function CameraList({ cameras }: { cameras: Camera[] }) {
  return (
    <ul className="cameras">
      {cameras.map((camera) => (
        <li key={camera.id} className="card camera" data-camera={camera.id}>
          <div>
            <strong>{camera.name}</strong>
            <span className="detail">{camera.source}</span>
            {camera.last_error && <span className="detail bad-text">{camera.last_error}</span>}
          </div>
          <span className={`badge ${TONES[camera.status]}`}>{camera.status}</span>
        </li>
      ))}
    </ul>
  );
}
