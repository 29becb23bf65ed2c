/** Lays out `dist/`: exactly what the image holds in /app, after `next build`. */
import fs from 'node:fs';
import path from 'node:path';
import { removeKeys } from '../server/random-keys.mjs';

const root = path.dirname(import.meta.dirname);
const dist = path.join(root, 'dist');
const standalone = path.join(root, '.next/standalone');
if (!fs.existsSync(standalone)) {
  console.error('assemble: .next/standalone is missing; run `npm run build`, which builds and assembles.');
  process.exit(1);
}

const copy = (/** @type {string} */ from, /** @type {string} */ to) => fs.cpSync(from, path.join(dist, to), { recursive: true, dereference: true });
fs.rmSync(dist, { recursive: true, force: true });
copy(path.join(standalone, 'node_modules'), 'node_modules');
copy(path.join(standalone, '.next'), '.next');
copy(path.join(root, '.next/static'), '.next/static');
copy(path.join(root, 'public'), 'public');
copy(path.join(root, 'server'), 'server');
copy(path.join(root, 'server.mjs'), 'server.mjs');
copy(path.join(root, 'node_modules/httpxy'), 'node_modules/httpxy');
fs.writeFileSync(path.join(dist, 'package.json'), JSON.stringify({ name: 'argusai-frontend', private: true, type: 'module' }) + '\n');

removeKeys(path.join(dist, '.next'));

// Next writes down where it was built; two clones must give the same bytes.
const manifest = path.join(dist, '.next/required-server-files.json');
fs.writeFileSync(manifest, fs.readFileSync(manifest, 'utf8').replaceAll(JSON.stringify(root).slice(1, -1), '/app'));

// Read by the build and by debuggers only.
for (const name of fs.readdirSync(path.join(dist, '.next'), { recursive: true }))
  if (/\.(map|nft\.json)$/.test(String(name))) fs.rmSync(path.join(dist, '.next', String(name)));
// Next's trace leaves the licences out; they belong beside the code.
for (const name of fs.readdirSync(path.join(dist, 'node_modules'), { recursive: true })) {
  if (path.basename(String(name)) !== 'package.json') continue;
  const folder = path.join('node_modules', path.dirname(String(name)));
  for (const file of fs.readdirSync(path.join(root, folder))) if (/^licen[cs]e/i.test(file)) copy(path.join(root, folder, file), path.join(folder, file));
}

// Only next/font reads it, at build; a quarter of what is left.
fs.rmSync(path.join(dist, 'node_modules/next/dist/server/capsize-font-metrics.json'), { force: true });
