import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory } from '../../local/provision/cache-directory';
import { ensureLocalKey } from '../../local/provision/local-key';
import { readConfiguration } from '../../configuration/configuration';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'local-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the key of the local mode', () => {
  test('is made once, for its owner alone, and is a key ring that the configuration accepts', () => {
    const dataDir = join(folder, 'data');
    const made = ensureLocalKey(dataDir);
    expect(ensureLocalKey(dataDir)).toBe(made);
    expect(statSync(join(dataDir, 'key')).mode & 0o777).toBe(0o600);
    expect(readConfiguration({ ENCRYPTION_KEYS: made }).encryptionKeys.map(({ id }) => id)).toEqual([
      'local',
    ]);
  });

  test('differs between data folders', () => {
    expect(ensureLocalKey(join(folder, 'one'))).not.toBe(ensureLocalKey(join(folder, 'other')));
  });

  test('that is damaged stops the start instead of being replaced', () => {
    writeFileSync(join(folder, 'key'), 'local:short\n');
    expect(() => ensureLocalKey(folder)).toThrow(/does not hold an encryption key/);
  });
});

describe('the cache folder', () => {
  test('is shared by all clones of a user', () => {
    expect(cacheDirectory(join(folder, 'data'), { HOME: folder })).toBe(
      join(folder, '.cache/tribe-winbooks-sync'),
    );
    expect(
      cacheDirectory(join(folder, 'data'), { HOME: '/nowhere', XDG_CACHE_HOME: join(folder, 'xdg') }),
    ).toBe(join(folder, 'xdg/tribe-winbooks-sync'));
  });

  test('is below the data folder when the home cannot be written', () => {
    writeFileSync(join(folder, 'home'), '');
    const dataDir = join(folder, 'data');
    expect(cacheDirectory(dataDir, { HOME: join(folder, 'home') })).toBe(join(dataDir, 'cache'));
    expect(existsSync(join(dataDir, 'cache'))).toBe(true);
  });
});

test('the program finds its project folder from any working directory', () => {
  const root = join(__dirname, '../..');
  const ask = `console.log(require(${JSON.stringify(join(root, 'local/supervision/project-root'))}).projectRoot())`;
  const out = execFileSync(process.execPath, ['--require', join(root, 'tools/typescript.cjs'), '-e', ask], {
    cwd: '/',
    encoding: 'utf8',
  });
  expect(out.trim()).toBe(root);
});
