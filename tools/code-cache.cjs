/**
 * Node 20 compiles every module of every dependency anew in each process; later versions can keep the result
 * (`module.enableCompileCache`), and this does it for Node 20. What V8 made of the dependencies is kept beside them in one
 * file, each module with a digest of its source. V8 itself refuses what another version of it made.
 */
const { createHash } = require('node:crypto');
const { mkdirSync, readFileSync, renameSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const vm = require('node:vm');

const DEPENDENCIES = path.join(__dirname, '..', 'node_modules') + path.sep;
const KEPT_IN = path.join(DEPENDENCIES, '.cache', 'tribe-winbooks-code');
const KEPT = path.join(KEPT_IN, `${process.version}-${process.arch}`);
/** By then a process that stays has loaded what it starts with. */
const KEEP_AFTER_MS = 5_000;

const DIGEST_BYTES = 20;
const digestOf = (what) => createHash('sha1').update(what).digest();

/** Modules whose code was compiled by this process, with the place of each. */
const compiledHere = new Map();
let known = null;

module.exports = { useCodeCache };

function useCodeCache() {
  const usual = Module.prototype._compile;
  Module.prototype._compile = function (source, file, format) {
    const isCached = file.startsWith(DEPENDENCIES) && format !== 'module' && !source.startsWith('#!');
    const script = isCached ? scriptOf(source, file) : null;
    return script === null ? usual.call(this, source, file, format) : run(this, script, file);
  };
  process.on('exit', keep);
  setTimeout(keep, KEEP_AFTER_MS).unref();
}

/** Null where it is no CommonJS module after all, although its package does not say so. */
function scriptOf(source, file) {
  known ??= read();
  const place = file.slice(DEPENDENCIES.length);
  const digest = digestOf(source).toString('base64');
  const entry = known.modules[place];
  const cachedData = entry?.digest === digest ? known.code.subarray(entry.from, entry.to) : undefined;
  try {
    const script = new vm.Script(Module.wrap(source), {
      filename: file,
      cachedData,
      importModuleDynamically: vm.constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    });
    if (cachedData === undefined || script.cachedDataRejected) compiledHere.set(place, { digest, script });
    return script;
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** As Node's own `_compile`, without source maps. */
function run(module, script, file) {
  const require = (id) => module.require(id);
  require.resolve = (request, options) => Module._resolveFilename(request, module, false, options);
  require.resolve.paths = (request) => Module._resolveLookupPaths(request, module);
  require.main = process.mainModule;
  require.extensions = Module._extensions;
  require.cache = Module._cache;
  return script
    .runInThisContext()
    .call(module.exports, module.exports, require, module, file, path.dirname(file));
}

const NOTHING = { modules: {}, code: Buffer.alloc(0) };

/**
 * `{ modules: { place: { digest, from, to } }, code }`; nothing where no file is kept or it is damaged, which V8 would not
 * survive.
 */
function read() {
  try {
    const kept = readFileSync(KEPT);
    const begin = DIGEST_BYTES + 4;
    const end = begin + kept.readUInt32LE(DIGEST_BYTES);
    if (!digestOf(kept.subarray(DIGEST_BYTES)).equals(kept.subarray(0, DIGEST_BYTES))) return NOTHING;
    return { modules: JSON.parse(kept.toString('utf8', begin, end)), code: kept.subarray(end) };
  } catch {
    return NOTHING;
  }
}

/** Adds what this process had to compile. Whole or not at all; where nothing can be written, each process compiles. */
function keep() {
  if (compiledHere.size === 0) return;
  const before = read();
  const parts = [];
  const modules = {};
  let from = 0;
  const add = (place, digest, code) => {
    modules[place] = { digest, from, to: from + code.length };
    parts.push(code);
    from += code.length;
  };
  for (const [place, { digest, from: start, to }] of Object.entries(before.modules))
    if (!compiledHere.has(place)) add(place, digest, before.code.subarray(start, to));
  for (const [place, { digest, script }] of compiledHere) add(place, digest, script.createCachedData());
  compiledHere.clear();
  const index = Buffer.from(JSON.stringify(modules));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(index.length);
  const content = Buffer.concat([length, index, ...parts]);
  try {
    mkdirSync(KEPT_IN, { recursive: true });
    writeFileSync(`${KEPT}.${process.pid}`, Buffer.concat([digestOf(content), content]));
    renameSync(`${KEPT}.${process.pid}`, KEPT);
  } catch {
    // Read-only, or full.
  }
}
