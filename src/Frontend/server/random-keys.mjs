import { randomBytes } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The build's files that hold keys, below `.next`. Next draws them at build: they would make two builds differ and
 * would be secrets in an image layer. `assemble` empties them; every start draws new ones.
 */
const MANIFESTS = ['prerender-manifest.json', 'server/preview-props.json', 'server/server-reference-manifest.json', 'server/server-reference-manifest.js'];

/**
 * Empties the keys of a build in place.
 * @param {string} build the `.next` directory
 */
export function removeKeys(build) {
  rewriteManifests(build, build, { id: '', signing: '', encryption: '', actions: '' }, 0o644);
}

/**
 * Lays a directory that Next can start from: links to the read-only application, and the manifests with fresh keys.
 * @param {string} application where the image's files are
 * @param {string} parent a writable directory, a tmpfs in the container
 * @returns {{ directory: string, remove: () => void }}
 */
export function prepareRunDirectory(application, parent) {
  const directory = fs.mkdtempSync(path.join(parent, 'argusai-frontend-'));
  link(application, directory, ['.next']);
  link(path.join(application, '.next'), path.join(directory, '.next'), ['server', 'prerender-manifest.json']);
  link(path.join(application, '.next/server'), path.join(directory, '.next/server'), MANIFESTS.map((file) => path.basename(file)));
  const key = (/** @type {number} */ bytes) => randomBytes(bytes).toString('hex');
  const keys = { id: key(16), signing: key(32), encryption: key(32), actions: randomBytes(32).toString('base64') };
  rewriteManifests(path.join(application, '.next'), path.join(directory, '.next'), keys, 0o600);
  return { directory, remove: () => fs.rmSync(directory, { recursive: true, force: true }) };
}

/** @param {string} from @param {string} to @param {string[]} except */
function link(from, to, except) {
  fs.mkdirSync(to, { recursive: true, mode: 0o700 });
  for (const name of fs.readdirSync(from)) if (!except.includes(name)) fs.symlinkSync(path.join(from, name), path.join(to, name));
}

/**
 * @param {string} from
 * @param {string} to
 * @param {{ id: string, signing: string, encryption: string, actions: string }} keys
 * @param {number} mode
 */
function rewriteManifests(from, to, keys, mode) {
  const preview = { previewModeId: keys.id, previewModeSigningKey: keys.signing, previewModeEncryptionKey: keys.encryption };
  const json = (/** @type {string} */ file) => JSON.parse(fs.readFileSync(path.join(from, file), 'utf8'));
  const save = (/** @type {string} */ file, /** @type {string} */ text) => fs.writeFileSync(path.join(to, file), text, { mode });
  const [prerender, previewProps, actions, actionsScript] = /** @type {[string, string, string, string]} */ (MANIFESTS);

  save(prerender, JSON.stringify({ ...json(prerender), preview }));
  save(previewProps, JSON.stringify(preview));
  const manifest = JSON.stringify({ ...json(actions), encryptionKey: keys.actions });
  save(actions, manifest);
  save(actionsScript, `self.__RSC_SERVER_MANIFEST=${JSON.stringify(manifest)}`);
}
