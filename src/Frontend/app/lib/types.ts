/** What the API answers (snake_case, as it is sent). */

export interface User {
  id: string | number;
  username: string;
  role: string;
}

export interface SignIn {
  access_token: string;
  token_type: string;
  /** Seconds until the access token expires. */
  expires_in: number;
  /** Good once, for the next pair. */
  refresh_token: string;
  user: User;
}

export type CameraType = 'rtsp' | 'file' | 'mjpeg' | 'usb';
export type CameraStatus = 'connected' | 'connecting' | 'disconnected' | 'error' | 'disabled';

export interface Camera {
  id: string;
  name: string;
  type: CameraType;
  source: string;
  enabled: boolean;
  frame_rate: number;
  motion_enabled: boolean;
  status: CameraStatus;
  last_error?: string | null;
}

export interface CameraDraft {
  name: string;
  type: CameraType;
  source: string;
  username?: string;
  password?: string;
  clip_enabled: boolean;
}

export interface CameraEvent {
  id: string;
  camera_id: string;
  camera_name: string;
  /** RFC 3339. */
  timestamp: string;
  /** 0 to 1. */
  confidence: number;
  description?: string | null;
  thumbnail_url?: string | null;
  /** An MP4; arrives some seconds after the event, if the camera keeps clips. */
  clip_url?: string | null;
  clip_seconds?: number | null;
}

export interface Page<Item> {
  items: Item[];
  total_count: number;
  next_cursor?: string | null;
}

/** One part of the backend, as it last found it. */
export interface Check {
  status: 'healthy' | 'unhealthy' | 'unavailable';
  provider?: string;
  version?: string;
  latency_ms?: number;
  free_bytes?: number;
  /** What is wrong. */
  detail?: string;
}

export interface Readiness {
  status: 'healthy' | 'unhealthy';
  checks: Record<string, Check>;
}

export interface LiveMessage {
  type: 'EVENT_CREATED' | 'EVENT_UPDATED' | 'MOTION_DETECTED' | 'CAMERA_STATUS_CHANGED' | 'ALERT_TRIGGERED';
  data: unknown;
  timestamp: string;
}
