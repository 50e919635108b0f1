import fc from 'fast-check';
import { cleanText, parseCleanJson } from '../../clients/http/clean-text';
import { classifyResponse, wordsOf } from '../../clients/http/response-classification';

const UNWANTED = ['\ud83d', '\ude00', '\u0000', '\u0001', '\u000b', '\u001f', '\u007f'];

describe('texts of a vendor', () => {
  it.each(UNWANTED)('lose %j wherever it stands', (unwanted) => {
    const body = JSON.stringify({ Number: `2026${unwanted}0001`, Lines: [{ Description: unwanted }] });
    const outcome = classifyResponse({ status: 200, headers: {}, text: body });

    expect(outcome).toMatchObject({
      kind: 'ok',
      value: { json: { Number: '20260001', Lines: [{ Description: '' }] } },
    });
  });

  it('keep everything else: pairs, accents, tabs and line ends', () => {
    const text = 'Café «Groen» 🌳 👩‍👩‍👧\t1\r\n2';
    expect(parseCleanJson(JSON.stringify({ text, n: 1.5, none: null }))).toEqual({
      text,
      n: 1.5,
      none: null,
    });
    expect(parseCleanJson('{"text":"\\ud83c\\udf33"}')).toEqual({ text: '🌳' });
  });

  it('of a refusal are clean, too, and never cut inside a character', () => {
    const said = wordsOf(JSON.stringify({ Message: `\ud83d no \u0000${'😀'.repeat(600)}` }));

    expect(said).toMatch(/^no 😀+$/u);
    expect([...said].length).toBeLessThanOrEqual(500);
    expect(said).not.toMatch(/\p{Cs}/u);
  });

  it('are always what Postgres takes', () => {
    const unit = fc.oneof(fc.string({ unit: 'binary', maxLength: 3 }), fc.constantFrom(...UNWANTED));
    fc.assert(
      fc.property(fc.array(unit), (parts) => {
        const cleaned = parseCleanJson(JSON.stringify(parts.join('')));
        expect(cleaned).toBe(cleanText(parts.join('')));
        // eslint-disable-next-line no-control-regex
        expect(cleaned).not.toMatch(/\p{Cs}|\u0000/u);
      }),
    );
  });
});
