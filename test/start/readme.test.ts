import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/supervision/project-root';
import { DEFAULT_SETTINGS } from '../../domain/tenant/settings';
import { environment, runProgram } from './program';

const readme = readFileSync(join(projectRoot(), 'README.md'), 'utf8');

/** `command` → its options, from the first cells of the table of commands. */
function inTable(): ReadonlyMap<string, readonly string[]> {
  const cells = [...readme.matchAll(/^\| (`.+?) +\| .+\|$/gm)].map(([, cell]) => cell ?? '');
  const spans = cells.flatMap((cell) => [...cell.matchAll(/`([^`]+)`/g)].map(([, span]) => span ?? ''));
  return new Map(spans.map((span) => [nameOf(span.replace(/^npm /, '')), optionsOf(span)]));
}

/** The same from `--help`: a command begins in the third column, what goes on is further to the right. */
function inHelp(usage: string): ReadonlyMap<string, readonly string[]> {
  const options = new Map<string, readonly string[]>();
  for (const entry of usage.split(/\n {2}(?=[a-z])/).slice(1)) {
    const names = /^[a-z]+ \| [a-z]+/.exec(entry)?.[0].split(' | ') ?? [nameOf(entry)];
    for (const name of names) options.set(name, [...(options.get(name) ?? []), ...optionsOf(entry)]);
  }
  return options;
}

const nameOf = (text: string): string => /^[a-z]+/.exec(text)?.[0] ?? '';
const optionsOf = (text: string): readonly string[] => text.match(/--[a-z][a-z-]*/g) ?? [];

describe('the README', () => {
  it('lists each command of --help, with no option that it does not have', async () => {
    const { code, stdout } = await runProgram(['--help'], environment({}));
    expect(code).toBe(0);
    const [table, help] = [inTable(), inHelp(stdout)];
    expect(help.size).toBeGreaterThan(20);
    expect([...table.keys()].sort()).toEqual(expect.arrayContaining([...help.keys()].sort()));
    for (const [name, options] of help)
      expect(options).toEqual(expect.arrayContaining([...(table.get(name) ?? [])]));
  });

  it('states the defaults of the settings that it names', () => {
    const { vatRounding, roundingAccount, flaggedCredit } = DEFAULT_SETTINGS;
    expect(roundingAccount).toBeNull();
    expect(readme).toContain(`(\`vatRounding\`: \`${vatRounding}\` by default)`);
    expect(readme).toMatch(
      new RegExp(`is ${flaggedCredit === 'hold' ? 'held' : 'booked'},?\\s+unless\\s+\`flaggedCredit\``),
    );
  });
});
