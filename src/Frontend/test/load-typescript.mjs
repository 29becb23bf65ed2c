import fs from 'node:fs';
import path from 'node:path';
import typescript from 'typescript';

/**
 * Loads a TypeScript module of the application that imports nothing but types: Node 20 cannot by itself.
 * @param {string} file below the frontend's directory
 */
export async function loadTypeScript(file) {
  const source = fs.readFileSync(path.join(import.meta.dirname, '..', file), 'utf8');
  const { outputText } = typescript.transpileModule(source, { compilerOptions: { target: typescript.ScriptTarget.ES2022, module: typescript.ModuleKind.ESNext } });
  return import(`data:text/javascript;base64,${Buffer.from(outputText).toString('base64')}`);
}
