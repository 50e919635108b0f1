import { settingsOfFile, vatMapOfFile } from '../../domain/tenant/file-choices';
import { tribeId, winbooksId } from '../../domain/ids';
import { DEFAULT_SETTINGS, tenantSettings } from '../../domain/tenant/settings';
import { SETTING_NAMES, type SettingName } from '../../domain/tenant/settings-change';
import { vatMapEntry, type VatMap } from '../../domain/vat/vat-map';

const since = new Date('2026-11-26T10:00:00Z');
const by = (...names: readonly string[]) => new Map(names.map((name) => [name, since]));
const fileOf = (settings: object) => ({
  settings: tenantSettings.parse(settings),
  namedSettings: Object.keys(settings) as SettingName[],
});

describe('the settings of a tenants file, for an active tenant', () => {
  const now = tenantSettings.parse({ closedPeriod: 'next-open', pollSeconds: 5, revenueAccount: '700100' });

  it('leave alone what they do not name, whoever has set it', () => {
    for (const people of [by(), by(...SETTING_NAMES)])
      expect(settingsOfFile(now, fileOf({}), people, false)).toEqual({
        ok: true,
        wanted: now,
        kept: [],
        agreed: [],
      });
  });

  it('count where no person has set another value since, null too', () => {
    const file = fileOf({ revenueAccount: null, pollSeconds: 10 });
    expect(settingsOfFile(now, file, by('closedPeriod'), false)).toMatchObject({
      wanted: { ...now, revenueAccount: null, pollSeconds: 10 },
      kept: [],
    });
  });

  it('yield to what a person has set since, which is said; with force they count', () => {
    const file = fileOf({ closedPeriod: 'hold', pollSeconds: 60 });
    expect(settingsOfFile(now, file, by('closedPeriod'), false)).toMatchObject({
      wanted: { ...now, pollSeconds: 60 },
      kept: [{ of: 'setting', name: 'closedPeriod', stays: 'next-open', fileSays: 'hold', since }],
    });
    expect(settingsOfFile(now, file, by('closedPeriod'), true)).toMatchObject({
      wanted: { ...now, closedPeriod: 'hold', pollSeconds: 60 },
      kept: [],
    });
  });

  it('that say what a person has set have it back', () => {
    expect(settingsOfFile(now, fileOf({ closedPeriod: 'next-open' }), by('closedPeriod'), false)).toEqual({
      ok: true,
      wanted: now,
      kept: [],
      agreed: ['closedPeriod'],
    });
  });

  it('are refused where they do not go with what stays', () => {
    const file = fileOf({ numberPrefix: 'F', documentNumber: 'after-prefix' });
    const answer = settingsOfFile(DEFAULT_SETTINGS, file, by('numberPrefix'), false);
    expect(answer).toEqual({ ok: false, problem: { code: 'SETTING_PREFIX_MISSING', params: {} } });
  });
});

describe('the VAT map of a tenants file, for an active tenant', () => {
  const group = (code: string) => ({
    id: tribeId(`id-${code}`),
    code,
    name: `Group ${code}`,
    percentage: 21,
  });
  const mapped = (code: string, to: string | null) =>
    vatMapEntry(
      group(code),
      to === null
        ? null
        : {
            id: winbooksId(`vat-${to}`),
            code: to,
            internalCode: null,
            name: null,
            ratePercent: 21,
            isSale: true,
            accountId: null,
            isLocked: false,
          },
    );
  const stored: VatMap = [mapped('A', '21'), mapped('B', '21B'), mapped('C', null)];

  it('leaves alone what it does not name, and asks for nothing when it says what is stored', () => {
    expect(vatMapOfFile(stored, { A: ' 21 ', 'group b': '21B' }, by(), false)).toEqual({
      wanted: {},
      kept: [],
      agreed: [],
    });
  });

  it('changes a group that no person has changed, and one that is new in Tribe', () => {
    expect(vatMapOfFile(stored, { A: '21C', C: '21', New: '6' }, by('id-b'), false).wanted).toEqual({
      A: '21C',
      C: '21',
      New: '6',
    });
  });

  it('yields to a code that a person has given or taken since, which is said; with force it counts', () => {
    const file = { A: '21', 'Group B': '21', C: '21' };
    expect(vatMapOfFile(stored, file, by('id-b', 'id-c'), false)).toEqual({
      wanted: {},
      kept: [
        { of: 'vat-group', name: 'Group B', stays: '21B', fileSays: '21', since },
        { of: 'vat-group', name: 'Group C', stays: null, fileSays: '21', since },
      ],
      agreed: [],
    });
    expect(vatMapOfFile(stored, file, by('id-b', 'id-c'), true).wanted).toEqual({ 'Group B': '21', C: '21' });
  });

  it('that says what a person has chosen has the group back', () => {
    expect(vatMapOfFile(stored, { B: '21B' }, by('id-b'), false).agreed).toEqual(['id-b']);
  });
});
