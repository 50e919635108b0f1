import { Readable } from 'node:stream';
import { BadInput } from '../../cli/bad-input';
import { secretReader } from '../../cli/secret-option';

describe('a secret on the command line', () => {
  const reader = (input: string, env: NodeJS.ProcessEnv = {}) => secretReader(Readable.from([input]), env);

  it('is itself, a variable, or a line of standard input', async () => {
    const read = reader('first \nsecond\n', { TOKEN: 'from-env' });
    expect(await read('exchange-token', 'plain')).toBe('plain');
    expect(await read('exchange-token', 'env:TOKEN')).toBe('from-env');
    expect(await read('exchange-token', '-')).toBe('first');
    expect(await read('client-secret', '-')).toBe('second');
    expect(await read('refresh-token', undefined)).toBeUndefined();
  });

  it.each([
    ['-', '--client-secret -: no line for it came on standard input.'],
    ['env:MISSING', '--client-secret: MISSING is not set.'],
  ])('%s with nothing there is bad input', async (given, words) => {
    await expect(reader('')('client-secret', given)).rejects.toThrow(words);
    await expect(reader('')('client-secret', given)).rejects.toBeInstanceOf(BadInput);
  });
});
