import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { environment, runProgram, temporaryFolder } from './program';

/** What cannot be used is refused before anything is started: exit code 2, the name, the problem, an example. */
describe('bad input', () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'data');
  const tenant = {
    id: 'acme',
    name: 'Acme BV',
    tribe: { clientId: 'c', clientSecret: 'very-secret' },
    winbooks: { email: 'a@b.example', exchangeToken: 'xt-very-secret', folder: 'ACME' },
  };

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  async function refusal(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    const { code, stdout, stderr } = await runProgram(args, environment({ DATA_DIR: dataDir, ...env }));
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).not.toMatch(/^ +at |very-secret/m);
    expect(existsSync(dataDir)).toBe(false);
    return stderr.trimEnd();
  }

  function fileOf(name: string, content: string): string {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
  }

  it('a tenants file that is not there', async () => {
    const file = join(folder, 'missing.json');
    expect(await refusal(['start', '--tenants', file])).toBe(
      `The tenants file ${file} cannot be read; example: npm start -- --tenants tenants.json`,
    );
  });

  it.each([
    ['nl', /is niet bruikbaar .*: het is geen geldige JSON, lijn 1, kolom 3: hier hoort een naam /],
    ['fr', /n’est pas utilisable .*: ce n’est pas du JSON valable, ligne 1, colonne 3.: un nom entre /],
  ])('a tenants file that is not JSON, in %s', async (language, words) => {
    const file = fileOf('not.json', `{ tenants: [] }`);
    expect(await refusal(['activate', '--tenants', file, '--lang', language])).toMatch(words);
  });

  it('a tenants file that is not JSON', async () => {
    const file = fileOf('not.json', `{ "tenants": [ { "clientSecret": "very-secret", } ] }`);
    const words = await refusal(['start', '--tenants', file, '--once', '--json']);
    expect(words).toMatch(/^The tenants file \S+not\.json cannot be used \(.*tenants-file\.schema\.json\)/);
    expect(words).toMatch(/: it is not valid JSON, line 1, column 49: a comma before \} is not allowed$/);
    expect(words).not.toContain('\n');
  });

  it('a tenants file with an unknown key: a misspelt setting is not silently a default', async () => {
    const misspelt = { ...tenant, settings: { startdate: '2026-01-01' } };
    const file = fileOf('misspelt.json', JSON.stringify({ tenants: [misspelt] }));
    expect(await refusal(['start', '--tenants', file])).toMatch(
      /: tenants\[0\]\.settings\.startdate: Unknown key, did you mean startDate\?$/,
    );
  });

  it.each([
    [
      'a value',
      { TRIBE_API_URL: 'tribe.example' },
      /^TRIBE_API_URL must be .*; example: TRIBE_API_URL=https:/,
    ],
    ['a port', { PORT: '80800' }, /^PORT must be a number from 1 to 65535; example: PORT=8080$/],
    [
      'a name',
      { WINBOOKS_API_ULR: 'https://winbooks.example' },
      /^WINBOOKS_API_ULR is not known, did you mean WINBOOKS_API_URL\?; example: WINBOOKS_API_ULR=https:/,
    ],
  ])('%s in the environment', async (_, env, words) => {
    expect(await refusal(['start', '--once'], env)).toMatch(words);
  });

  it('a data folder that cannot be one', async () => {
    mkdirSync(join(folder, 'place'));
    const file = fileOf('place/file', '');
    expect(await refusal(['start'], { DATA_DIR: join(file, 'data') })).toMatch(
      /^DATA_DIR must be a folder that can be written, and \S+ is not \(ENOTDIR\); example: DATA_DIR=\.data$/,
    );
  });

  it.each([
    [
      'an option',
      ['start', '--onec'],
      /^Unknown option "--onec"\. Did you mean --once\? --help shows the options\.$/,
    ],
    [
      'an option in Dutch',
      ['status', '--jsn', '--lang', 'nl'],
      /^De optie "--jsn" bestaat niet\. Bedoelt u --json\? --help toont de opties\.$/,
    ],
    [
      'a command in French',
      ['strat', '--lang=fr'],
      /^La commande «.strat.» n’existe pas\. Pensez-vous à «.start.»/,
    ],
    [
      'a number',
      ['start', '--patience', 'long'],
      /^--patience must be a number .*; example: --patience 120$/,
    ],
    [
      'a command',
      ['strat'],
      /^Unknown command "strat"\. Did you mean "start"\? --help lists the commands\.$/,
    ],
    [
      'whom to activate',
      ['activate', '--json'],
      /^--tenants is missing; example: activate --tenants tenants\.json$/,
    ],
    ['a tenant', ['invoices', '--json'], /^--tenant is missing; example: invoices --tenant acme /],
    ['whose issues', ['issues', '--json'], /^--tenant is missing; example: issues --tenant acme --json$/],
    [
      'a language',
      ['issues', '--tenant', 'acme', '--lang', 'de'],
      /^--lang cannot be "de"; it is one of nl, fr, en$/,
    ],
    ['which to retry', ['retry', '--tenant', 'acme'], /^Say which: --invoice N, or --issue CODE /],
    [
      'a code',
      ['retry', '--tenant', 'acme', '--issue', 'PERIOD'],
      /^"PERIOD" is no issue code; "issues --tenant acme" shows /,
    ],
    ['a reason', ['skip', '--tenant', 'acme', '--invoice', '1'], /^--reason is missing; example: /],
    ['a document', ['link', '--tenant', 'acme', '--invoice', '1'], /^--document is missing; example: /],
    ['a VAT code', ['vat', '--tenant', 'acme', '--map', 'BE21'], /^"BE21" is not of the form GROUP=CODE; /],
    [
      'a secret',
      ['reconnect', '--tenant', 'acme', '--exchange-token', '-'],
      /^--exchange-token -: no line for it came on standard input\.$/,
    ],
  ])('%s on the command line', async (_, args, words) => {
    expect(await refusal(args)).toMatch(words);
  });
});

test('a command where nothing ever ran: one sentence, exit code 1, nothing made', async () => {
  const folder = temporaryFolder();
  const dataDir = join(folder, 'never');
  for (const args of [
    ['status'],
    ['invoices', '--tenant', 'acme', '--json'],
    ['issues', '--tenant', 'acme', '--json'],
    ['pause', '--tenant', 'acme'],
    ['settings', '--tenant', 'acme', '--set', 'pollSeconds=5'],
  ]) {
    const { code, stdout, stderr } = await runProgram(args, environment({ DATA_DIR: dataDir }));

    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe(`Nothing runs on ${dataDir}: begin with "npm start", or set DATABASE_URL.\n`);
  }
  expect(existsSync(dataDir)).toBe(false);
  rmSync(folder, { recursive: true });
});
