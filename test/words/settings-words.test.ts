import { settingInWords } from '../../cli/words/settings-words';
import { explainSettings, type EmptyMeans } from '../../domain/tenant/empty-settings';
import { day, winbooksId } from '../../domain/ids';
import { LANGUAGES } from '../../domain/issues/texts/text-types';
import { DEFAULT_SETTINGS } from '../../domain/tenant/settings';
import { SETTING_NAMES } from '../../domain/tenant/settings-change';
import type { Journal, JournalType } from '../../domain/vendors/winbooks-records';

const journal = (code: string, type: JournalType, bookYear = '1'): Journal => ({
  id: winbooksId(`${code}-${bookYear}`),
  code,
  name: null,
  bookYearId: winbooksId(bookYear),
  type,
});
const meansOf = (journals: readonly Journal[] | null, name: string): EmptyMeans | null =>
  explainSettings(DEFAULT_SETTINGS, { journals, activatedOn: day('2026-11-05') }).find(
    (each) => each.name === name,
  )?.emptyMeans ?? null;

describe('what a setting without a value amounts to', () => {
  it('is the only journal of its kind in the folder, in whatever book years it stands', () => {
    const journals = [journal('VEN', 'sale', '1'), journal('VEN', 'sale', '2'), journal('AAN', 'purchase')];
    expect(meansOf(journals, 'salesJournal')).toEqual({ kind: 'journal', code: 'VEN' });
    expect(meansOf(journals, 'creditNoteJournal')).toEqual({ kind: 'no-journal' });
    expect(meansOf([...journals, journal('WEB', 'sale')], 'salesJournal')).toEqual({
      kind: 'several-journals',
      codes: ['VEN', 'WEB'],
    });
    expect(meansOf(null, 'salesJournal')).toEqual({ kind: 'not-known' });
  });

  it('is told for each that may be empty, and for no other', () => {
    const facts = { journals: [], activatedOn: day('2026-11-05') };
    for (const { value, emptyMeans } of explainSettings(DEFAULT_SETTINGS, facts))
      expect(emptyMeans === null).toBe(value !== null);
  });
});

it.each(LANGUAGES)('%s: every setting has its value, meaning and values, within 80 columns', (language) => {
  const facts = { journals: [journal('VEN', 'sale')], activatedOn: day('2026-11-05') };
  const lines = explainSettings(DEFAULT_SETTINGS, facts).map((each) => settingInWords(each, language));
  expect(lines).toHaveLength(SETTING_NAMES.length);
  for (const [first, ...below] of lines) {
    expect(first).toMatch(/^\w+ +\S/);
    expect(below.length).toBeGreaterThan(0);
    for (const line of below) expect(line.length).toBeLessThan(80);
  }
});

test('a setting reads like this', () => {
  const [, salesJournal] = explainSettings(DEFAULT_SETTINGS, {
    journals: [journal('VEN', 'sale')],
    activatedOn: null,
  });
  expect(salesJournal && settingInWords(salesJournal, 'nl')).toEqual([
    'salesJournal         –',
    '  Code van het verkoopdagboek. Waarden: A–Z 0–9, 1–20. Leeg: VEN, het enige',
    '  dagboek van deze soort in het dossier.',
  ]);
});

test('a switch is on or off, as it is set', () => {
  const explained = explainSettings(
    { ...DEFAULT_SETTINGS, syncSuppliers: false },
    { journals: null, activatedOn: null },
  );
  const syncSuppliers = explained.find(({ name }) => name === 'syncSuppliers');
  expect(syncSuppliers && settingInWords(syncSuppliers, 'en')).toEqual([
    'syncSuppliers        off',
    '  Keep suppliers the same in Tribe and WinBooks. Values: on, off. Default: on.',
  ]);
});
