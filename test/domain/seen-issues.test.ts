import { SEEABLE_CODES, showsNothingNew, type SeeableCode } from '../../domain/issues/seen-issues';

type Details = Readonly<Record<string, unknown>>;

describe('what a later look shows of an issue that was seen', () => {
  it.each<[string, SeeableCode, Details, Details, boolean]>([
    ['the same content', 'INVOICE_CHANGED', { statedDigest: 'a' }, { statedDigest: 'a' }, true],
    [
      'the same amount, and other lines',
      'INVOICE_CHANGED',
      { statedCents: 1, statedDigest: 'a' },
      { statedCents: 1, statedDigest: 'b' },
      false,
    ],
    ['content of which no digest was kept', 'INVOICE_CHANGED', { statedCents: 1 }, { statedCents: 1 }, false],
    [
      'the same documents, otherwise ordered',
      'BOOKED_TWICE',
      { documents: 'a, b' },
      { documents: 'b, a' },
      true,
    ],
    ['fewer documents', 'BOOKED_TWICE', { documents: 'a, b, c' }, { documents: 'a, c' }, true],
    ['a further document', 'BOOKED_TWICE', { documents: 'a, b' }, { documents: 'a, b, c' }, false],
    ['another document', 'BOOKED_TWICE', { documents: 'a, b' }, { documents: 'a, c' }, false],
    [
      'one of the differences',
      'BOOKING_DIFFERS',
      { differences: 'gross 1.00, found 2.00; balance 0.00, found 1.00' },
      { differences: 'gross 1.00, found 2.00' },
      true,
    ],
    [
      'another difference',
      'BOOKING_DIFFERS',
      { differences: 'gross 1.00, found 2.00' },
      { differences: 'gross 1.00, found 3.00' },
      false,
    ],
  ])('%s (%s)', (_name, code, seen, now, isNothingNew) => {
    expect(showsNothingNew(code, seen, now)).toBe(isNothingNew);
  });

  it.each(SEEABLE_CODES)('%s that tells nothing is never the same', (code) => {
    expect(showsNothingNew(code, {}, {})).toBe(false);
  });
});
