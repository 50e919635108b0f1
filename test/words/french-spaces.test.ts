import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../local/supervision/project-root';

/** `fr: '…'` on one line, wherever a text stands beside the code that uses it. */
const FRENCH = /\bfr:\s+(['`])(.+?)\1,?$/gm;

/** Without what a template puts in, from the inside out. */
function withoutCode(text: string): string {
  const shorter = text.replaceAll(/\$\{[^${}]*\}/g, 'X');
  return shorter === text ? text : withoutCode(shorter);
}

describe('French texts in code', () => {
  const root = projectRoot();
  const files = ['actions', 'cli', 'domain', 'local'].flatMap((room) =>
    readdirSync(join(root, room), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .map((file) => join(room, file)),
  );
  const texts = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(FRENCH)].map(
      ([, , text = '']) => `${file}: ${withoutCode(text)}`,
    ),
  );

  it('are found', () => {
    expect(texts.length).toBeGreaterThan(60);
  });

  it('have a no-break space before : ; ? ! and inside guillemets', () => {
    expect(texts.filter((text) => / [;?!:»]|« /.test(text.slice(text.indexOf(': ') + 2)))).toEqual([]);
  });

  it('have the apostrophe of print', () => {
    expect(texts.filter((text) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
  });
});
