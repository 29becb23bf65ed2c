import { sourceDigest } from './scripts/source-digest.mjs';

/** @type {import('next').NextConfig} */
const configuration = {
  output: 'standalone',
  outputFileTracingRoot: import.meta.dirname,
  // The image optimiser would bring sharp's native code (20 MB, one architecture); thumbnails have their size already.
  images: { unoptimized: true },
  outputFileTracingExcludes: { '*': ['node_modules/sharp/**', 'node_modules/@img/**', 'node_modules/typescript/**'] },
  // Each visit asks whether there is a newer worker.
  headers: () => Promise.resolve([{ source: '/sw.js', headers: [{ key: 'Cache-Control', value: 'no-cache' }] }]),
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run lint` checks the types, tests included; an image build need not do it again.
  typescript: { ignoreBuildErrors: true },
  // The image's root file system is read-only: nothing may be written beside the build.
  experimental: { isrFlushToDisk: false },
  // The same for two builds of the same sources; Next's default is random.
  generateBuildId: () => sourceDigest(import.meta.dirname),
};
export default configuration;
