import { BadInput } from '../../cli/bad-input';
import { readOptions } from '../../cli/options';

const options = {
  tenant: { type: 'string' },
  'exchange-token': { type: 'string' },
  json: { type: 'boolean' },
} as const;
const refusalOf = (...args: readonly string[]): BadInput => {
  try {
    readOptions({ args: [...args], options });
  } catch (error) {
    if (error instanceof BadInput) return error;
    throw error;
  }
  throw new Error('nothing was refused');
};

describe('options on the command line', () => {
  it('are read as they are declared', () => {
    const { values } = readOptions({ args: ['--tenant', 'acme', '--json'], options });
    expect(values).toEqual({ tenant: 'acme', json: true });
  });

  it.each([
    ['--tenatn', 'Unknown option "--tenatn". Did you mean --tenant? --help shows the options.'],
    [
      '--exchange-tokn',
      'Unknown option "--exchange-tokn". Did you mean --exchange-token? --help shows the options.',
    ],
    ['--alng', 'Unknown option "--alng". Did you mean --lang? --help shows the options.'],
    ['--colour', 'Unknown option "--colour". --help shows the options.'],
  ])('%s: the one that was probably meant', (given, words) => {
    expect(refusalOf(given, 'acme').in('en')).toBe(words);
  });

  it('are refused in the language of the caller', () => {
    const refusal = refusalOf('--tenatn', 'acme');
    expect(refusal.in('nl')).toBe(
      'De optie "--tenatn" bestaat niet. Bedoelt u --tenant? --help toont de opties.',
    );
    expect(refusal.in('fr')).toBe(
      'L’option «\u00a0--tenatn\u00a0» n’existe pas. Pensez-vous à --tenant\u00a0? --help montre les options.',
    );
  });

  it.each([
    [['--tenant'], 'A value is missing after --tenant. If it begins with a hyphen, write --tenant=VALUE.'],
    [
      ['--tenant', '--json'],
      'A value is missing after --tenant. If it begins with a hyphen, write --tenant=VALUE.',
    ],
    [['--json=yes'], '--json takes no value.'],
    [['acme'], '"acme" is not expected here; --help shows what the command takes.'],
  ])('%j', (given, words) => {
    expect(refusalOf(...given).in('en')).toBe(words);
  });
});
