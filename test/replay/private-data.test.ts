import { recordedHistories } from '../support/histories';
import { privateTexts } from '../support/recorded-seed';

/** The history with every payload decoded: they are base64 in JSON. */
function decoded(text: string): string {
  const payloads = [...text.matchAll(/"data":\s*"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data ?? '', 'base64').toString('utf8'),
  );
  return [text, ...payloads].join('\n');
}

describe('what Temporal keeps', () => {
  it.each(recordedHistories())('$version $name holds no credential, name or e-mail address', ({ text }) => {
    const all = decoded(text).toLowerCase();
    expect(privateTexts.filter((secret) => all.includes(secret.toLowerCase()))).toEqual([]);
  });

  it('payloads are decoded before they are searched', () => {
    const hidden = Buffer.from(JSON.stringify({ name: privateTexts[0] })).toString('base64');
    expect(decoded(`{"data": "${hidden}"}`)).toContain(privateTexts[0]);
  });
});
