import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describeIssue, ISSUE_TEXTS } from '../../domain/issues/texts/describe-issue';
import { codesCuredBy, wayOut } from '../../domain/ways-out/issue-actions';
import { isSeeable } from '../../domain/issues/seen-issues';
import { SETTING_NAMES } from '../../domain/tenant/settings-change';
import {
  isIssueCode,
  issue,
  ISSUE_CATALOGUE,
  ISSUE_CODES,
  type IssueCode,
} from '../../domain/issues/issue-catalogue';
import { LANGUAGES, type Language } from '../../domain/issues/texts/text-types';

const everyText = ISSUE_CODES.flatMap((code) => LANGUAGES.map((language) => ({ code, language })));

/**
 * Words of ours that nobody outside knows, and words that mean something else to an accountant: *relancer* is dunning,
 * *ignorer* an invoice is negligence, a *grootboekrekening* has another name in WinBooks.
 */
const NOT_FOR_PEOPLE = {
  nl: /\b(tenant|klantcode|grootboekrekening|debiteur(en)?|crediteur|beheerder van de koppeling|sla ze|gelieve|dient te|je|jouw|workflow|poll|payload|intent|watermark|webhook|null|creditfactuur|factuurregel|BTW)\b/,
  fr: /\b(tenant|relanc|ignore[rz]|verrouill|gestionnaire|merci de|workflow|poll|payload|intent|webhook|null|avoir client|exercice fiscal|la connexion (ne|et)|tva|délettrage)/,
  en: /\b(tenant|whoever|by itself|skip it|please|oops|workflow|poll|payload|intent|watermark|webhook|null|third party|on hold)\b/i,
} as const;

/** Words in one sentence; French needs more of them to say the same. */
const LONGEST_SENTENCE = { nl: 20, fr: 25, en: 20 } as const;

const sentencesOf = (text: string): readonly string[] => text.split(/(?<=[.?!:])\s+/);
const wordsOf = (sentence: string): number =>
  sentence.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
const partsOf = (code: IssueCode, language: Language): readonly string[] => {
  const { title, cause, fix } = ISSUE_TEXTS[code][language];
  return [title, cause, fix];
};
const PLACEHOLDER = /\{(\w+)(?:\|[^}]*)?\}/g;

describe('the issue catalogue', () => {
  it.each(everyText)('$code says in $language what happened, why and what to do', ({ code, language }) => {
    const { title, cause, fix } = ISSUE_TEXTS[code][language];
    expect(title).toMatch(/^[\p{Lu}{].{5,70}[^.]$/u);
    expect(cause).toMatch(/^[\p{Lu}{].+\.$/u);
    expect(fix).toMatch(/^\p{Lu}.+\.$/u);
  });

  it.each(everyText)('$code uses exactly its own params in $language', ({ code, language }) => {
    const { title, cause, fix } = ISSUE_TEXTS[code][language];
    const used = [title, cause, fix].flatMap((text) =>
      [...text.matchAll(PLACEHOLDER)].map(([, name]) => name),
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
    const text = partsOf(code, language).join(' ');
    expect(text).not.toMatch(NOT_FOR_PEOPLE[language]);
    expect(text).not.toMatch(/[!]|\(s\)|\b\p{L}+\/\p{L}+/u);
    if (language === 'fr') expect(text).not.toMatch(/« | »|[^\u00a0\u202f][:;?!»]|'/);
  });

  it.each(everyText)('$code has no long sentence in $language', ({ code, language }) => {
    const sentences = partsOf(code, language).flatMap(sentencesOf);
    expect(sentences.filter((sentence) => wordsOf(sentence) > LONGEST_SENTENCE[language])).toEqual([]);
  });

  it.each(everyText)('$code quotes the words of a vendor in $language', ({ code, language }) => {
    const text = partsOf(code, language).join(' ');
    const quoted = language === 'fr' ? '«\u00a0{words}\u00a0»' : '“{words}”';
    expect(text.replaceAll(quoted, '')).not.toContain('{words}');
  });

  it.each(everyText)(
    '$code gives a count in $language the noun that agrees with it',
    ({ code, language }) => {
      const text = partsOf(code, language).join(' ');
      expect(text).not.toMatch(/\{(attempts|failures|seconds|leastSeconds|digits)\} (?!keer|fois)/);
    },
  );

  it('names the same thing by the same word in a language', () => {
    const wording = (language: Language) => ISSUE_CODES.flatMap((code) => partsOf(code, language)).join('\n');
    expect(wording('nl')).not.toMatch(/\b(dit punt|boekhoudperiode|klantenrekening|verkoopsdagboek)\b/i);
    expect(wording('fr')).not.toMatch(/\b(ce point)\b(?! d’attention)|journal de (ventes|notes)/i);
    expect(wording('en')).not.toMatch(/\b(fiscal year|accounting period|for instance|company code)\b/i);
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
    const product = [
      'domain',
      'activities',
      'actions',
      'workflows',
      'clients',
      'store',
      'cli',
      'server',
      'workers',
    ];
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
    ['nl', '€\u00a0123.456,78', '€\u00a0123.456,79 / €\u00a01,00', '€\u00a0-5,00'],
    ['fr', '123\u202f456,78\u00a0€', '123\u202f456,79\u00a0€ / 1,00\u00a0€', '-5,00\u00a0€'],
    ['en', '€123,456.78', '€123,456.79 / €1.00', '-€5.00'],
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

  it('shows an amount in the currency that the issue names', () => {
    const amounts = { currency: 'USD', netCents: 100000, vatCents: 21000, grossCents: 121000 };
    expect(describeIssue('CURRENCY_AMOUNTS_DIFFER', amounts, 'nl').cause).toContain('US$\u00a01.210,00');
    const unheardOf = { ...amounts, currency: '?' };
    expect(describeIssue('CURRENCY_AMOUNTS_DIFFER', unheardOf, 'nl').cause).toContain(' 1.210,00 ');
  });

  it.each([
    ['nl', 'sinds 05/11/2026 14:03 '],
    ['fr', 'depuis 05/11/2026 14:03 '],
    ['en', 'since 5 Nov 2026 14:03:'],
  ] as const)('shows an instant as %s does, in Brussels', (language, since) => {
    const params = { host: 'api.example', words: 'no answer', since: '2026-11-05 13:03 UTC' };
    expect(describeIssue('POLL_FAILS', params, language).cause.replaceAll('\u00a0', ' ')).toContain(since);
  });

  it.each([
    ['nl', '1 seconde', '1.200 seconden', '0 seconden'],
    ['fr', '1 seconde', '1\u202f200 secondes', '0 seconde '],
    ['en', '1 second', '1,200 seconds', '0 seconds'],
  ] as const)('counts as %s does', (language, one, many, none) => {
    const waiting = (seconds: number) =>
      describeIssue('QUIET_PERIOD_TOO_SHORT', { seconds, leastSeconds: 120 }, language).cause;
    expect(waiting(1)).toMatch(new RegExp(`${one}[. ]`));
    expect(waiting(1200)).toContain(many);
    expect(`${waiting(0).replaceAll('.', ' ')} `).toContain(none);
  });

  it.each([
    ['nl', '21% / 5,5%'],
    ['fr', '21 % / 5,5 %'],
    ['en', '21% / 5.5%'],
  ] as const)('shows VAT rates as %s does', (language, rates) => {
    const params = { vatCode: '211400', rates: '21 % / 5.5 %' };
    const { cause } = describeIssue('VAT_RATE_DIFFERS', params, language);
    expect(cause.replaceAll(/[\u00a0\u202f]/g, ' ')).toContain(rates);
  });

  it.each([
    ['nl', 'totaal met btw 1.210,00, in WinBooks 1.210,01; datum 30/09/2026, in WinBooks 01/10/2026'],
    ['fr', 'dans WinBooks 1\u202f210,01; date 30/09/2026, dans WinBooks 01/10/2026'],
    ['en', 'total including VAT 1,210.00, in WinBooks 1,210.01; date 30 Sept 2026'],
  ] as const)('says in %s how a document differs', (language, words) => {
    const differences = 'gross 1210.00, found 1210.01; date 2026-09-30, found 2026-10-01; something else';
    const { cause } = describeIssue(
      'BOOKING_DIFFERS',
      { journal: 'VEN', docNumber: 1, differences },
      language,
    );
    expect(cause).toContain(words);
    expect(cause).toContain('; something else');
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
