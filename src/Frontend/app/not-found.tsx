import type { Metadata } from 'next';
import Link from 'next/link';

export const metadata: Metadata = { title: 'Not found' };

export default function NotFound() {
  return (
    <main id="main" className="centered">
      <div className="card narrow">
        <h1>There is no such page</h1>
        <p>
          <Link href="/">Go to the dashboard</Link>
        </p>
      </div>
    </main>
  );
}
