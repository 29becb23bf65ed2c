import type { Metadata, Viewport } from 'next';
import { connection } from 'next/server';
import type { ReactNode } from 'react';
import { CONFIGURATION_ELEMENT, type RuntimeConfiguration } from './lib/endpoints';
import './styles.css';

export const metadata: Metadata = {
  title: { default: 'ArgusAI', template: '%s · ArgusAI' },
  description: 'Cameras, motion and events, on your own machine.',
};

export const viewport: Viewport = {
  colorScheme: 'light dark',
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f5f7f8' },
    { media: '(prefers-color-scheme: dark)', color: '#0f1518' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Rendered per request: a page made at build would carry the build machine's configuration (D10–12).
  await connection();
  // Through another name, since Next replaces `process.env.NEXT_PUBLIC_…` by its value at build.
  const environment = process.env;
  const configuration: RuntimeConfiguration = {
    apiUrl: environment['NEXT_PUBLIC_API_URL']?.trim() ?? '',
    webSocketUrl: environment['NEXT_PUBLIC_WS_URL']?.trim() ?? '',
  };
  return (
    <html lang="en">
      <body>
        <a className="skip" href="#main">
          Skip to content
        </a>
        {children}
        <script
          id={CONFIGURATION_ELEMENT}
          type="application/json"
          // `<` is escaped so that no value can end the element.
          dangerouslySetInnerHTML={{ __html: JSON.stringify(configuration).replaceAll('<', '\\u003c') }}
        />
      </body>
    </html>
  );
}
