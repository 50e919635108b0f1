import fc from 'fast-check';
import { bookingReference, isBookingReference } from '../../domain/invoice/booking-reference';
import { tribeId } from '../../domain/ids';

describe('bookingReference', () => {
  it('spells the 128 bits of a UUID', () => {
    expect(bookingReference(tribeId('00000000-0000-0000-0000-000000000000'))).toBe(`T${'0'.repeat(26)}`);
    expect(bookingReference(tribeId('ffffffff-ffff-ffff-ffff-ffffffffffff'))).toBe(`T7${'Z'.repeat(25)}`);
    expect(bookingReference(tribeId('00000000-0000-0000-0000-000000000021'))).toBe(`T${'0'.repeat(24)}11`);
  });

  it('is reversible for every UUID, so no two invoices share one', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        const reference = bookingReference(tribeId(id));
        expect(isBookingReference(reference)).toBe(true);
        expect(uuidOf(reference)).toBe(id);
      }),
    );
  });

  it('does not depend on the case or padding that an id was written in', () => {
    fc.assert(
      fc.property(fc.uuid(), (id) => {
        expect(bookingReference(tribeId(` ${id.toUpperCase()} `))).toBe(bookingReference(tribeId(id)));
      }),
    );
  });

  it('has the same form and stays apart for ids that are no UUID', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.string({ minLength: 1 }).map(tribeId), { minLength: 2, maxLength: 5 }),
        (ids) => {
          const references = ids.map(bookingReference);
          expect(new Set(references).size).toBe(ids.length);
          expect(references.every(isBookingReference)).toBe(true);
        },
      ),
    );
  });

  it.each(['', 'PO 123', `T${'0'.repeat(25)}`, `T8${'0'.repeat(25)}`, `T${'0'.repeat(25)}U`])(
    'does not take %p for one of ours',
    (text) => {
      expect(isBookingReference(text)).toBe(false);
    },
  );
});

/** Written apart from the product: the reference read back as a number. */
function uuidOf(reference: string): string {
  let bits = 0n;
  for (const character of reference.slice(1)) {
    bits = bits * 32n + BigInt('0123456789ABCDEFGHJKMNPQRSTVWXYZ'.indexOf(character));
  }
  return bits
    .toString(16)
    .padStart(32, '0')
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
