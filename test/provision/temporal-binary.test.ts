import { execFile, execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findTemporalBinary } from '../../local/provision/temporal-binary';
import { TEMPORAL_CLI_VERSION } from '../../local/provision/temporal-binary-search';

const NOWHERE = 'http://127.0.0.1:9';
let folder: string;
let cacheDir: string;
let said: string[];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'temporal-binary-'));
  cacheDir = join(folder, 'cache');
  mkdirSync(join(folder, 'bin'));
  said = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A program on the PATH of the search, written as a shell script. */
function program(name: string, script: string, place = join(folder, 'bin')): string {
  mkdirSync(place, { recursive: true });
  const file = join(place, name);
  writeFileSync(file, `#!/bin/sh\n${script}\n`);
  chmodSync(file, 0o755);
  return file;
}

const saysVersion = (version: string): string =>
  `echo "temporal version ${version} (Server 1.31.2, UI 2.50.1)"`;

/** A Go that notes its call in built.txt and "builds" a script that says our version. */
function fakeGo(body = ''): void {
  const write = `printf '#!/bin/sh\\n%s\\n' '${saysVersion(TEMPORAL_CLI_VERSION)}' > "$out"`;
  const findOutput = 'while [ $# -gt 0 ]; do [ "$1" = -o ] && out="$2"; shift; done';
  program('go', `echo "$CGO_ENABLED $*" >> ${join(folder, 'built.txt')}\n${body}\n${findOutput}\n${write}`);
}

const find = (archives = NOWHERE): Promise<string> =>
  findTemporalBinary({
    cacheDir,
    archives,
    say: (line) => said.push(line.en),
    env: { PATH: `${join(folder, 'bin')}:/usr/bin:/bin` },
  });

const cached = (): string => join(cacheDir, `temporal-${TEMPORAL_CLI_VERSION}`);
const builds = (): string[] => readFileSync(join(folder, 'built.txt'), 'utf8').trimEnd().split('\n');

test('the version that is built is the one that tools/temporal/go.mod requires', () => {
  const goMod = readFileSync(join(__dirname, '../../tools/temporal/go.mod'), 'utf8');
  expect(goMod).toContain(`github.com/temporalio/cli v${TEMPORAL_CLI_VERSION} `);
});

test.each(['1.3.0', '1.10.2', '2.0.0'])('a temporal %s on the PATH is used', async (version) => {
  const installed = program('temporal', saysVersion(version));
  program('temporal-cached', saysVersion('1.8.2'), cacheDir);
  expect(await find()).toBe(installed);
});

test.each([
  ['too old', saysVersion('1.2.9')],
  ['another program of that name', 'echo hello'],
  ['broken', 'exit 127'],
])('a temporal on the PATH that is %s gives way to the cached one, and that is said', async (_, script) => {
  const installed = program('temporal', script);
  const own = program(`temporal-${TEMPORAL_CLI_VERSION}`, saysVersion(TEMPORAL_CLI_VERSION), cacheDir);
  expect(await find()).toBe(own);
  expect(said).toEqual([`${installed} is not a Temporal CLI of version 1.3 or newer: it is not used.`]);
});

describe('with a vendor that answers', () => {
  let vendor: Server;
  let asked: string[];

  async function serve(archive: Buffer | number): Promise<string> {
    asked = [];
    vendor = createServer((request, response) => {
      asked.push(request.url ?? '');
      if (typeof archive === 'number') return void response.writeHead(archive).end();
      if (request.url?.startsWith('/cli/'))
        return void response.writeHead(302, { location: '/file.tar.gz' }).end();
      response.end(archive);
    });
    await new Promise<void>((resolve) => vendor.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(vendor.address() as AddressInfo).port}`;
  }
  afterEach(() => new Promise((resolve) => vendor.close(resolve)));

  function archiveWith(script: string): Buffer {
    program('temporal', script, join(folder, 'archive'));
    return execFileSync('tar', ['-czf', '-', '-C', join(folder, 'archive'), 'temporal']);
  }

  test('its build is fetched once and used from the cache afterwards', async () => {
    const archives = await serve(archiveWith(saysVersion(TEMPORAL_CLI_VERSION)));
    expect(await find(archives)).toBe(cached());
    expect(await find(archives)).toBe(cached());
    expect(asked).toHaveLength(2);
    expect(asked[0]).toMatch(
      new RegExp(`^/cli/archive/v${TEMPORAL_CLI_VERSION}\\?platform=(linux|darwin)&arch=(amd64|arm64)$`),
    );
  });

  test.each([
    ['answers 403', () => 403],
    ['sends half an archive', () => archiveWith(saysVersion('1.8.2')).subarray(0, 60)],
    ['sends a program that does not run', () => archiveWith('exit 1')],
  ])('when it %s the Go module is built instead', async (_, archive) => {
    fakeGo();
    expect(await find(await serve(archive()))).toBe(cached());
    expect(builds()).toHaveLength(1);
    expect(readdirSync(cacheDir)).toEqual([`temporal-${TEMPORAL_CLI_VERSION}`]);
  });
});

test('without a download the Go module is built, read-only and without C', async () => {
  fakeGo();
  expect(await find()).toBe(cached());
  expect(builds()[0]).toMatch(
    /^0 build -mod=readonly -trimpath .*-o .*temporal-[\d.]+\.build-\d+ github\.com\/temporalio\/cli\/cmd\/temporal$/,
  );
  expect(said[0]).toContain('this happens once');
});

test('two starts at once build once', async () => {
  fakeGo('sleep 1');
  const search = `require('./local/provision/temporal-binary').findTemporalBinary({ cacheDir: process.argv[1],
    archives: '${NOWHERE}', say: () => {}, env: { PATH: process.argv[2] } }).then((found) => console.log(found))`;
  const args = [
    '--require',
    './tools/typescript.cjs',
    '-e',
    search,
    cacheDir,
    `${join(folder, 'bin')}:/usr/bin:/bin`,
  ];
  const inOtherProcess = promisify(execFile)(process.execPath, args, { cwd: join(__dirname, '../..') });
  expect(await Promise.all([find(), inOtherProcess.then(({ stdout }) => stdout.trim())])).toEqual([
    cached(),
    cached(),
  ]);
  expect(builds()).toHaveLength(1);
});

test.each([
  [
    'whose process is gone',
    (lock: string) => writeFileSync(lock, JSON.stringify({ host: hostname(), pid: 2 ** 22 + 1 })),
  ],
  [
    'of another machine that was not touched for long',
    (lock: string) => {
      writeFileSync(lock, JSON.stringify({ host: 'elsewhere', pid: 1 }));
      utimesSync(lock, new Date(Date.now() - 60_000), new Date(Date.now() - 60_000));
    },
  ],
])('the lock of a holder %s is taken over', async (_, leaveLock) => {
  fakeGo();
  mkdirSync(cacheDir);
  leaveLock(`${cached()}.lock`);
  expect(await find()).toBe(cached());
  expect(existsSync(`${cached()}.lock`)).toBe(false);
});

test('when nothing works one sentence says what to do, and nothing half done stays behind', async () => {
  program('go', 'echo "go: no such module: x" >&2\nexit 1');
  await expect(find()).rejects.toThrow(
    /^No Temporal server was found or could be made \(the download from 127\.0\.0\.1:9 failed: .+; the Go build failed: go: no such module: x\): install the Temporal CLI .* or set TEMPORAL_ADDRESS to a cluster\.$/,
  );
  expect(readdirSync(cacheDir)).toEqual([]);
});
