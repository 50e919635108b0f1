import type { ActivationEvent } from '../../actions/activation/activation-events';
import { activationInWords } from '../../cli/words/activation-words';
import { issue } from '../../domain/issues/issue-catalogue';
import { LANGUAGES } from '../../domain/issues/texts/text-types';
import { tenantId } from '../../domain/ids';

const tenant = tenantId('acme');
const since = new Date('2026-11-05T10:00:00Z');
const nothing = { changes: [], released: 0, delayedBy: null };
const kept = { of: 'vat-group', name: 'NL - 21%', stays: null, fileSays: '21', since } as const;

/** One of every kind that has words of its own. */
const EVENTS: readonly ActivationEvent[] = [
  { kind: 'database-silent' },
  { tenant, kind: 'step', step: 'connect', counts: { somethingElse: 3 } },
  { tenant, kind: 'step', step: 'mapVat', counts: { vatGroups: 2, mapped: 1, unmapped: 1 } },
  { tenant, kind: 'step', step: 'configure', counts: {} },
  { tenant, kind: 'step', step: 'approve', counts: { linked: 0, forReview: 4 } },
  { tenant, kind: 'temporal-silent' },
  { tenant, kind: 'choice-kept', choice: kept },
  { tenant, kind: 'draining' },
  { tenant, kind: 'was-active', state: 'paused', settings: nothing, vat: nothing, refused: [], kept: [] },
  { tenant, kind: 'was-active', state: 'active', settings: nothing, vat: nothing, refused: [], kept: [kept] },
  { tenant, kind: 'not-activated', because: 'temporal-silent', issues: [] },
  {
    tenant,
    kind: 'not-activated',
    because: 'no-end',
    issues: [issue('JOURNAL_UNKNOWN', { journal: 'VEN', bookYear: '2026' })],
  },
];

const inLanguage = (language: (typeof LANGUAGES)[number]) =>
  EVENTS.map((event) => activationInWords(event, language).join('\n'));

describe('an activation in words', () => {
  it('says what was done, with the counts that mean something to people', () => {
    expect(inLanguage('en').slice(1, 5)).toEqual([
      'acme: connection details checked ✓',
      'acme: VAT groups mapped ✓ (2 VAT groups in Tribe, 1 VAT group mapped, 1 without a WinBooks code)',
      'acme: settings checked ✓',
      'acme: activated ✓ (0 customers linked, 4 to be reviewed)',
    ]);
  });

  it('a choice of a person that the file contradicts stays, and the line says how to end that', () => {
    expect(activationInWords({ tenant, kind: 'choice-kept', choice: kept }, 'nl')).toEqual([
      'acme: btw-groep NL - 21% blijft –, zoals iemand het op 2026-11-05 instelde; het bestand zegt 21: met --force telt dat.',
    ]);
  });

  it('what stands in the way is one line each, after the reason why nothing is known', () => {
    const lines = inLanguage('fr').at(-1)?.split('\n') ?? [];
    expect(lines).toHaveLength(2);
    expect(lines[1]).toMatch(/^acme: pas activée\u00a0: .*\(JOURNAL_UNKNOWN\).*\[comptable\]$/);
  });

  it('every event is told, and differs between the languages', () => {
    const [nl, fr, en] = LANGUAGES.map(inLanguage);
    EVENTS.forEach((_, index) => {
      const told = [nl?.[index], fr?.[index], en?.[index]];
      expect(told.every((text) => (text ?? '').length > 10)).toBe(true);
      expect(new Set(told).size).toBe(3);
    });
  });
});
