import type { Metadata } from 'next';
import { Cameras } from '../components/cameras';

export const metadata: Metadata = { title: 'Cameras' };

export default function CamerasPage() {
  return <Cameras />;
}
