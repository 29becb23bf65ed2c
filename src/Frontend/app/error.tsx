'use client';

export default function ErrorPage({ reset }: { error: Error; reset: () => void }) {
  return (
    <main id="main" className="centered">
      <div className="card narrow" role="alert">
        <h1>This page failed</h1>
        <p>Something unexpected happened while showing it.</p>
        <button type="button" className="button" onClick={reset}>
          Try again
        </button>
      </div>
    </main>
  );
}
