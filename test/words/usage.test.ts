import { usage } from '../../cli/words/usage';
import { LANGUAGES } from '../../domain/issues/texts/text-types';

/** The part of a line that is the same in every language: what is typed. */
const typed = (text: string): readonly string[] =>
  text
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.slice(0, 45).trim())
    .filter((line) => /^[a-z]|^\[/.test(line));

describe('--help', () => {
  it.each(LANGUAGES)(
    '%s: the same commands and options, each with its meaning, within 120 columns',
    (each) => {
      const text = usage(each);
      expect(typed(text)).toEqual(typed(usage('en')));
      for (const line of text.split('\n')) expect(line.length).toBeLessThanOrEqual(120);
    },
  );

  it('is a text of its own in every language', () => {
    const meanings = LANGUAGES.map((each) =>
      usage(each)
        .split('\n')
        .filter((line) => /^ {45}\S+ \S/.test(line)),
    );
    const [nl = [], fr = [], en = []] = meanings;
    expect(nl.filter((line) => en.includes(line) || fr.includes(line))).toEqual([]);
    expect(fr.filter((line) => en.includes(line))).toEqual([]);
  });

  it('has its no-break spaces in French', () => {
    expect(
      usage('fr')
        .split('\n')
        .filter((line) => / [:;?!]( |$)|« | »/.test(line)),
    ).toEqual([]);
  });

  it('puts a meaning beside what is short, and under what is long', () => {
    const lines = usage('nl').split('\n');
    expect(lines).toContain(`  resume    --tenant ID                      verdergaan`);
    const skip = lines.findIndex((line) => line.startsWith('  skip'));
    expect(lines.slice(skip, skip + 2)).toEqual([
      '  skip      --tenant ID --invoice N --reason R',
      `${' '.repeat(45)}deze factuur niet boeken`,
    ]);
  });
});
