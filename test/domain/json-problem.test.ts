import fc from 'fast-check';
import { jsonProblem } from '../../domain/tenant/json-problem';
import { parseTenantsFile } from '../../domain/tenant/tenants-file';

describe('where a text stops being JSON', () => {
  it.each([
    ['{ "a": 1, }', 1, 11, 'a comma before } is not allowed'],
    ['{\n  "a": 1\n  "b": 2\n}', 3, 3, 'a comma or } is expected'],
    ['{\n  a: 1\n}', 2, 3, 'a name in double quotes is expected'],
    ['{ "a" 1 }', 1, 7, 'a colon is expected'],
    ['{ "a": yes }', 1, 8, 'a value is expected'],
    ['["a', 1, 2, 'the text that begins here is not closed, or has a wrong character'],
    ['[1, 2', 1, 6, 'the file ends here, ] is missing'],
    ['', 1, 1, 'the file ends here'],
    ['{} {}', 1, 4, 'nothing is expected after the end'],
  ])('%j', (text, line, column, problem) => {
    expect(jsonProblem(text)).toMatchObject({ line, column, problem: { en: problem } });
  });

  it('is nowhere in what JSON.parse takes, and somewhere in what it refuses', () => {
    const isJson = (text: string): boolean => {
      try {
        JSON.parse(text);
        return true;
      } catch {
        return false;
      }
    };
    const broken = fc
      .tuple(fc.json(), fc.nat(), fc.constantFrom('', ',', '"', '}', ']', ':', ' ', '0', '\\'))
      .map(([json, at, inserted]) => {
        const place = at % (json.length + 1);
        return json.slice(0, place) + inserted + json.slice(place + (inserted === '' ? 1 : 0));
      });
    fc.assert(
      fc.property(broken, (text) => (jsonProblem(text) === null) === isJson(text)),
      { numRuns: 2_000 },
    );
  });
});

describe('a misspelt key', () => {
  const problemOf = (file: object): string => {
    const result = parseTenantsFile(JSON.stringify({ tenants: [file] }));
    return result.ok ? '' : result.problems.map(({ path, problem }) => `${path}: ${problem}`).join('\n');
  };

  it.each([
    [{ winbook: {} }, 'tenants[0].winbook: Unknown key, did you mean winbooks?'],
    [
      { settings: { salesJuornal: 'VEN' } },
      'tenants[0].settings.salesJuornal: Unknown key, did you mean salesJournal?',
    ],
    [{ tribe: { clientid: 'c' } }, 'tenants[0].tribe.clientid: Unknown key, did you mean clientId?'],
    [{ colour: 'red' }, 'tenants[0].colour: Unknown key'],
  ])('%j', (file, words) => {
    expect(problemOf(file).split('\n')).toContain(words);
  });
});
