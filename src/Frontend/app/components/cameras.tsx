'use client';

import { cameras } from '../lib/api';
import { useLoaded } from '../lib/hooks';
import type { User } from '../lib/types';
import { AppShell, SignedIn } from './app-shell';
import { CameraForm } from './camera-form';
import { CameraList } from './camera-list';
import { Section } from './section';

const INTERVAL = 5_000;

export function Cameras() {
  return <SignedIn>{(user) => <CamerasContent user={user} />}</SignedIn>;
}

function CamerasContent({ user }: { user: User }) {
  const loaded = useLoaded(cameras, INTERVAL);
  return (
    <AppShell user={user}>
      <h1 className="sr-only">Cameras</h1>
      <Section title="Cameras" id="cameras" loaded={loaded} isEmpty={({ items }) => items.length === 0} empty="No camera yet. Add the first one below.">
        {({ items }) => <CameraList cameras={items} />}
      </Section>
      <section aria-labelledby="add">
        <div className="section-head">
          <h2 id="add">Add a camera</h2>
        </div>
        <CameraForm onAdded={loaded.reload} />
      </section>
    </AppShell>
  );
}
