import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { actionInWords, actorInWords, AUDIT_HEADINGS, doneInWords } from '../../cli/words/audit-words';
import { wrapped } from '../../cli/words/wrapped';
import { LANGUAGES } from '../../domain/issues/texts/text-types';

/** The actions that the sources record, so that none is forgotten here. */
function recordedActions(): string[] {
  const root = path.join(__dirname, '../..');
  const files = ['actions', 'activities', 'store'].flatMap((room) =>
    readdirSync(path.join(root, room), { recursive: true })
      .map(String)
      .filter((file) => file.endsWith('.ts'))
      .map((file) => readFileSync(path.join(root, room, file), 'utf8')),
  );
  return [
    ...new Set(
      files.flatMap((text) => [...text.matchAll(/action: '([\w-]+)'/g)].map(([, name]) => name ?? '')),
    ),
  ];
}

describe('the audit trail in words', () => {
  it('names every action that is recorded, in each language', () => {
    const actions = recordedActions();
    expect(actions.length).toBeGreaterThan(12);
    for (const language of LANGUAGES)
      for (const action of actions)
        expect({ action, words: actionInWords(action, language) }).not.toMatchObject({ words: action });
  });

  it('says who: a person by name, a program by what it is', () => {
    expect(actorInWords('cli:anna', 'en')).toBe('anna');
    expect(actorInWords('sync', 'nl')).toBe('de koppeling');
    expect(actorInWords('session:7', 'fr')).toBe('session:7');
  });

  it('tells old and new values, reasons and refusals', () => {
    const changes = [{ name: 'closedPeriod', before: 'hold', after: 'next-open' }];
    expect(
      doneInWords({ action: 'change-settings', details: { version: 2, released: 1 }, changes }, 'en'),
    ).toBe('settings changed: closedPeriod hold → next-open, 1 invoice tried again');
    expect(
      doneInWords({ action: 'skip-invoice', details: { reason: 'dubbel', code: null }, changes: [] }, 'nl'),
    ).toBe('factuur overgeslagen: “dubbel”');
    expect(
      doneInWords({ action: 'ask-pause', details: { refused: 'TENANT_NOT_WORKING' }, changes: [] }, 'fr'),
    ).toBe('pause demandée – refusé (TENANT_NOT_WORKING)');
  });

  it('has as many columns in each language', () => {
    expect(new Set(LANGUAGES.map((language) => AUDIT_HEADINGS[language].length)).size).toBe(1);
  });
});

test('a long line goes on below, indented, and words stay whole', () => {
  const lines = wrapped('05 Nov 2026  anna  one two three four', { width: 24, indent: 4 });
  expect(lines).toEqual(['05 Nov 2026  anna  one', '    two three four']);
});
