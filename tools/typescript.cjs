/**
 * Lets Node run our TypeScript: `node --require ./tools/typescript.cjs cli/main.ts`. Types are stripped, not checked.
 *
 * What a file compiles to is kept beside the dependencies together with a digest of its source, of the compiler and of the
 * options. It counts only while all of them are the same, so there is nothing to clear, and a process starts in a fraction of the
 * time that compiling takes.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');

const ROOT = path.join(__dirname, '..');
const KEPT_IN = path.join(ROOT, 'node_modules', '.cache', 'tribe-winbooks-typescript');
const OPTIONS = {
  loader: 'ts',
  format: 'cjs',
  target: 'node20.19',
  sourcemap: 'inline',
  sourcesContent: false,
  // Node's own import() knows nothing of .ts files.
  supported: { 'dynamic-import': false },
};
const COMPILER = `${require('esbuild/package.json').version} ${JSON.stringify(OPTIONS)}`;

process.setSourceMapsEnabled(true);
// Node 22 and newer also keep what V8 makes of it; for Node 20 the dependencies, which are most of it.
if (Module.enableCompileCache) Module.enableCompileCache();
else require('./code-cache.cjs').useCodeCache();

Module._extensions['.ts'] = (module, file) => module._compile(compiled(file), file);

function compiled(file) {
  const source = readFileSync(file, 'utf8');
  const kept = path.join(KEPT_IN, `${path.relative(ROOT, file).replaceAll(path.sep, '+')}.js`);
  const digest = createHash('sha256').update(`${COMPILER}\0${file}\0${source}`).digest('hex');
  const mark = `\n// ${digest}`;
  const before = textOf(kept);
  if (before?.endsWith(mark)) return before;
  const { code } = require('esbuild').transformSync(source, { ...OPTIONS, sourcefile: file });
  keep(kept, `${code}${mark}`);
  return code;
}

function textOf(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** Whole or not at all: many processes may start at once. Where nothing can be written, each start compiles. */
function keep(file, text) {
  try {
    mkdirSync(KEPT_IN, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // Read-only, or full.
  }
}
