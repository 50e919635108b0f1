import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv/dist/2020';
import { DEFAULT_SETTINGS, tenantSettings } from '../../domain/tenant/settings';
import { SETTING_NAMES } from '../../domain/tenant/settings-change';
import { parseTenantsFile, tenantsFileSchema } from '../../domain/tenant/tenants-file';

const acme = {
  id: 'acme',
  name: 'Acme BV',
  tribe: { clientId: 'cc-acme', clientSecret: 'secret-acme', concurrency: 4 },
  winbooks: { email: 'api@acme.example', exchangeToken: 'xt-acme', folder: 'DEMO', concurrency: 2 },
  vat: 'suggested',
  settings: {
    startDate: '2026-01-01',
    salesJournal: 'VEN',
    creditNoteJournal: 'NCV',
    revenueAccount: '700000',
    roundingAccount: '759000',
    vatRounding: 'line',
    flaggedCredit: 'book',
    documentNumber: 'after-prefix',
    numberPrefix: 'F',
    numberingScope: 'period',
    closedPeriod: 'next-open',
    syncCustomers: true,
    syncSuppliers: false,
    syncPersons: false,
    createInWinbooks: 'invoiced',
    conflictRule: 'newest',
    reactivate: false,
    syncPayments: false,
    unpayReversed: false,
    phaseByHand: 'correct',
    tieOutHour: 3,
    pollSeconds: 5,
    quietPeriodSeconds: 10,
  },
  approve: 'clear',
};
const fileOf = (...tenants: readonly object[]) => JSON.stringify({ tenants });
const problemsOf = (text: string) => {
  const result = parseTenantsFile(text);
  return result.ok ? [] : result.problems;
};

describe('parseTenantsFile', () => {
  it('reads a complete file as it is', () => {
    expect(parseTenantsFile(fileOf(acme))).toEqual({
      ok: true,
      tenants: [{ ...acme, namedSettings: SETTING_NAMES }],
    });
  });

  it('fills in what may be left out', () => {
    const { id, name } = acme;
    const least = {
      id,
      name,
      tribe: { clientId: 'a', clientSecret: 'b' },
      winbooks: { email: 'c', exchangeToken: 'd', folder: 'e' },
    };
    expect(parseTenantsFile(fileOf(least))).toMatchObject({
      ok: true,
      tenants: [
        {
          tribe: { concurrency: 4 },
          winbooks: { concurrency: 2 },
          vat: 'suggested',
          approve: 'clear',
          settings: DEFAULT_SETTINGS,
        },
      ],
    });
  });

  it('reads a map of VAT groups', () => {
    const vat = { 'BE - 21%': '21', 'BE - 6%': '6' };
    expect(parseTenantsFile(fileOf({ ...acme, vat }))).toMatchObject({ ok: true, tenants: [{ vat }] });
  });

  it.each([
    ['an unknown key', { ...acme, nmae: 'x' }, 'tenants[0].nmae'],
    ['an unknown setting', { ...acme, settings: { pollSecond: 5 } }, 'tenants[0].settings.pollSecond'],
    [
      'a day that does not exist',
      { ...acme, settings: { startDate: '2026-02-30' } },
      'tenants[0].settings.startDate',
    ],
    ['a poll of nothing', { ...acme, settings: { pollSeconds: 0 } }, 'tenants[0].settings.pollSeconds'],
    ['a poll of hours', { ...acme, settings: { pollSeconds: 3601 } }, 'tenants[0].settings.pollSeconds'],
    [
      'a broken second',
      { ...acme, settings: { quietPeriodSeconds: 1.5 } },
      'tenants[0].settings.quietPeriodSeconds',
    ],
    ['an id with a space', { ...acme, id: 'ac me' }, 'tenants[0].id'],
    ['an id of 41 characters', { ...acme, id: 'a'.repeat(41) }, 'tenants[0].id'],
    ['no name', { ...acme, name: ' ' }, 'tenants[0].name'],
    ['another VAT choice', { ...acme, vat: 'guess' }, 'tenants[0].vat'],
    ['another approval', { ...acme, approve: 'all' }, 'tenants[0].approve'],
    [
      'no concurrency at all',
      { ...acme, tribe: { ...acme.tribe, concurrency: 0 } },
      'tenants[0].tribe.concurrency',
    ],
  ])('names the place of %s', (_, tenant, path) => {
    const problems = problemsOf(fileOf(tenant));
    expect(problems.map((problem) => problem.path)).toEqual([path]);
    expect(problems[0]?.problem).toMatch(/^[A-Z1].+/);
  });

  it('says what is missing', () => {
    expect(problemsOf(fileOf({ ...acme, name: undefined }))).toEqual([
      { path: 'tenants[0].name', problem: 'Missing' },
    ]);
  });

  it.each([
    [
      'nl',
      'Verwacht wordt een getal',
      'Onbekende naam, bedoelt u salesJournal?',
      'Ontbreekt',
      'Verwacht wordt een van: clear, none',
      'Mag niet leeg zijn',
    ],
    [
      'fr',
      'Attendu\u00a0: un nombre',
      'Nom inconnu, pensez-vous à salesJournal\u00a0?',
      'Manque',
      'Attendu\u00a0: une valeur parmi clear, none',
      'Ne peut pas être vide',
    ],
    [
      'en',
      'Expected a number',
      'Unknown key, did you mean salesJournal?',
      'Missing',
      'Expected one of clear, none',
      'Must not be empty',
    ],
  ] as const)('says it in the language of the reader: %s', (language, ...words) => {
    const wrong = {
      ...acme,
      settings: { pollSeconds: 'often', salesJuornal: 'VEN' },
      tribe: { clientId: 'c' },
      approve: 'all',
      name: '',
    };
    const result = parseTenantsFile(fileOf(wrong), language);
    expect(result.ok ? [] : result.problems.map(({ problem }) => problem).sort()).toEqual([...words].sort());
  });

  it('lists all problems of all tenants at once', () => {
    const paths = problemsOf(fileOf({ ...acme, name: '' }, { ...acme, id: '', approve: 'x' })).map(
      ({ path }) => path,
    );
    expect(paths).toEqual(['tenants[0].name', 'tenants[1].id', 'tenants[1].approve']);
  });

  it('refuses an id that is used twice, in whatever case', () => {
    const [problem] = problemsOf(fileOf(acme, { ...acme, id: 'ACME' }));
    expect(problem?.path).toBe('tenants[1].id');
    expect(problem?.problem).toContain('Another tenant');
  });

  it.each([
    '',
    '[]',
    '{"tenants":[]}',
    '{"tenants": {}}',
    'null',
    '{"tenants":[{"tribe":{"clientSecret":"hush"',
  ])('refuses %p without repeating any of it', (text) => {
    const problems = problemsOf(text);
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain('hush');
  });

  it('never repeats a secret in a problem', () => {
    const text = fileOf({
      ...acme,
      tribe: { clientSecret: 'hush', secret: 'hush' },
      vat: ['hush'],
      approve: 'hush',
    });
    const problems = problemsOf(text);
    expect(problems.length).toBeGreaterThan(3);
    expect(JSON.stringify(problems)).not.toContain('hush');
  });
});

describe('tenantSettings', () => {
  it('reads back what it gave, as the store does', () => {
    expect(tenantSettings.parse(JSON.parse(JSON.stringify(DEFAULT_SETTINGS)))).toEqual(DEFAULT_SETTINGS);
  });
});

describe('docs/tenants-file.schema.json', () => {
  const kept: unknown = JSON.parse(
    readFileSync(join(__dirname, '..', '..', 'docs', 'tenants-file.schema.json'), 'utf8'),
  );

  it('is current', () => {
    expect(kept).toEqual(tenantsFileSchema());
  });

  it('judges as the parser does', () => {
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(kept as object);
    const bad = { ...acme, settings: { ...acme.settings, pollSecond: 5 } };
    expect(validate({ tenants: [acme] })).toBe(true);
    expect(validate({ tenants: [bad] })).toBe(false);
    expect(validate({ tenants: [] })).toBe(false);
  });
});
