import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * A digest of what the pages are built from, as build id: equal for equal sources, and different after a change, so
 * that an open page notices that the server was updated.
 * @param {string} root the frontend's directory
 * @returns {string} 16 hexadecimal digits
 */
export function sourceDigest(root) {
  const hash = createHash('sha256');
  const files = fs.readdirSync(path.join(root, 'app'), { recursive: true }).map((name) => path.join('app', String(name)));
  for (const file of [...files.sort(), 'package-lock.json', 'next.config.mjs']) {
    const absolute = path.join(root, file);
    if (fs.statSync(absolute).isFile()) hash.update(`${file}\0`).update(fs.readFileSync(absolute));
  }
  return hash.digest('hex').slice(0, 16);
}
