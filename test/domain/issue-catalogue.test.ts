import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeIssue, ISSUE_TEXTS } from '../../domain/issues/describe-issue';
import { codesCuredBy, wayOut } from '../../domain/issues/issue-actions';
import { isSeeable } from '../../domain/issues/seen-issues';
import { SETTING_NAMES } from '../../domain/tenant/settings-change';
import { isIssueCode, issue, ISSUE_CATALOGUE, ISSUE_CODES } from '../../domain/issues/issue-catalogue';
import { LANGUAGES } from '../../domain/issues/texts/text-types';

const everyText = ISSUE_CODES.flatMap((code) => LANGUAGES.map((language) => ({ code, language })));

/** Words of ours that nobody outside knows, and words that mean something else to an accountant. */
const NOT_FOR_PEOPLE = {
  nl: /\b(tenant|klantcode|beheerder van de koppeling|sla ze|gelieve|dient te|workflow|poll)\b/i,
  fr: /\b(tenant|relanc|ignore[rz]|verrouill|gestionnaire|merci de|workflow|la connexion (ne|et))/i,
  en: /\b(tenant|whoever|by itself|skip it|please|workflow|poll)\b/i,
} as const;

describe('the issue catalogue', () => {
  it.each(everyText)('$code says in $language what happened, why and what to do', ({ code, language }) => {
    const { title, cause, fix } = ISSUE_TEXTS[code][language];
    expect(title).toMatch(/^[\p{Lu}{].{5,70}[^.]$/u);
    expect(cause).toMatch(/^[\p{Lu}{].+(\.|\{words\})$/u);
    expect(fix).toMatch(/^\p{Lu}.+\.$/u);
  });

  it.each(everyText)('$code uses exactly its own params in $language', ({ code, language }) => {
    const { title, cause, fix } = ISSUE_TEXTS[code][language];
    const used = [title, cause, fix].flatMap((text) =>
      [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name),
    );
    expect([...new Set(used)].sort()).toEqual([...ISSUE_CATALOGUE[code].params].sort());
  });

  /** What a text names in quotes: commands and settings keep their names in every language. */
  const namedIn = (text: string): readonly string[] =>
    [...text.matchAll(/[“«]\u00a0?([a-zA-Z-]+(?: --[a-z]+|=[a-z-]+)?)\u00a0?[”»]/g)].map(
      ([, name]) => name ?? '',
    );

  it.each(everyText)('$code names in $language what would cure it', ({ code, language }) => {
    const named = namedIn(ISSUE_TEXTS[code][language].fix);
    expect([...named].sort()).toEqual([...namedIn(ISSUE_TEXTS[code].en.fix)].sort());
    if (codesCuredBy('settings').includes(code))
      expect(named.map((name) => name.split('=')[0])).toContainEqual(
        expect.stringMatching(new RegExp(`^(${SETTING_NAMES.join('|')})$`)),
      );
    if (codesCuredBy('map-vat').includes(code)) expect(named).toContain('vat --map');
    const { actions } = wayOut(code, { recordKind: 'invoice', booking: 'held', tenant: 'active' });
    for (const action of ['relink', 'reconnect'] as const)
      if (actions.includes(action)) expect(named).toContain(action);
    if (isSeeable(code)) expect(named).toContain('seen');
  });

  it.each(ISSUE_CODES)('%s is tried again once what its text names has changed', (code) => {
    const names = namedIn(ISSUE_TEXTS[code].en.fix).map((name) => name.split('=')[0] ?? '');
    const namesSetting = names.some((name) => SETTING_NAMES.some((known) => known === name));
    expect(codesCuredBy('settings').includes(code)).toBe(namesSetting);
    expect(codesCuredBy('map-vat').includes(code)).toBe(names.includes('vat --map'));
  });

  it.each(everyText)('$code is worded in $language for the people who read it', ({ code, language }) => {
    const text = Object.values(ISSUE_TEXTS[code][language]).join(' ');
    expect(text).not.toMatch(NOT_FOR_PEOPLE[language]);
    if (language === 'fr') expect(text).not.toMatch(/« | »| [:;?!]/);
  });

  it('has no text without a code', () => {
    expect(Object.keys(ISSUE_TEXTS).sort()).toEqual([...ISSUE_CODES].sort());
  });

  it('writes no two issues the same way', () => {
    for (const language of LANGUAGES) {
      const titles = ISSUE_CODES.map((code) => ISSUE_TEXTS[code][language].title);
      expect(new Set(titles).size).toBe(ISSUE_CODES.length);
    }
  });

  it('has no code that nothing raises', () => {
    const product = ['domain', 'activities', 'workflows', 'clients', 'store', 'cli', 'server', 'workers'];
    const source = product.flatMap(sourcesIn).join('\n');
    const orphans = ISSUE_CODES.filter((code) => !source.includes(`'${code}'`) && !RAISED_LATER.has(code));
    expect(orphans).toEqual([]);
  });
});

/** Codes of steps that are built on top of these rules; a code leaves this list when its step raises it. */
const RAISED_LATER = new Set<string>();

function sourcesIn(folder: string): readonly string[] {
  const path = join(__dirname, '..', '..', folder);
  if (!statSync(path, { throwIfNoEntry: false })?.isDirectory()) return [];
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('.ts') && !name.includes('issue-texts') && !name.includes('issue-catalogue'),
    )
    .map((name) => readFileSync(join(path, name), 'utf8'));
}

describe('describeIssue', () => {
  const { code, params } = issue('TOTALS_UNEXPLAINED', {
    netCents: 12345678,
    vatCents: 0,
    grossCents: -500,
    statedCents: '12345679;100',
  });

  it.each([
    ['nl', '123.456,78', '123.456,79 / 1,00', '-5,00'],
    ['fr', '123\u202f456,78', '123\u202f456,79 / 1,00', '-5,00'],
    ['en', '123,456.78', '123,456.79 / 1.00', '-5.00'],
  ] as const)('shows money as %s does', (language, net, stated, gross) => {
    const { cause } = describeIssue(code, params, language);
    for (const amount of [net, stated, gross]) expect(cause).toContain(amount);
  });

  it.each([
    ['nl', '05/11/2026'],
    ['fr', '05/11/2026'],
    ['en', '5 Nov 2026'],
  ] as const)('shows a day as %s does', (language, day) => {
    expect(describeIssue('PERIOD_CLOSED', { date: '2026-11-05' }, language).cause).toContain(day);
    expect(describeIssue('PERIOD_CLOSED', { date: 'unknown' }, language).cause).toContain('unknown');
  });

  it('fills in every param and names the owner', () => {
    const { title, cause, fix, owner } = describeIssue('BASE_CURRENCY_DIFFERS', { currency: 'USD' }, 'en');
    expect(owner).toBe('accountant');
    expect(`${title}${cause}${fix}`).not.toMatch(/[{}]/);
    expect(cause).toContain('USD');
  });

  it('shows a dash for a param that an old row does not have', () => {
    expect(describeIssue('BASE_CURRENCY_DIFFERS', {}, 'nl').cause).toContain('in –,');
    expect(describeIssue('BASE_CURRENCY_DIFFERS', { currency: null }, 'nl').cause).toContain('in –,');
  });

  it('does not fill placeholders that come in with the words of a vendor', () => {
    expect(describeIssue('BOOKING_REFUSED', { words: 'no {words} here' }, 'en').cause).toContain(
      'no {words} here',
    );
  });

  it('knows codes from other text', () => {
    expect(isIssueCode('PERIOD_CLOSED')).toBe(true);
    expect(isIssueCode('toString')).toBe(false);
  });
});
