import fc from 'fast-check';
import { bookingComment } from '../../domain/invoice/booking-comment';

const about = (description: string | null, creditedNumber: string | null = null) =>
  bookingComment({ number: '20260044', description, creditedNumber });

describe('bookingComment', () => {
  it('is number and description', () => {
    expect(about('Huur oktober')).toBe('Tribe 20260044 Huur oktober');
    expect(about(null)).toBe('Tribe 20260044');
    expect(about('Te veel', '20260012')).toBe('Tribe 20260044 credits 20260012 Te veel');
  });

  it('leaves addresses out', () => {
    expect(about('Voor an@klant.example: huur')).toBe('Tribe 20260044 Voor huur');
    fc.assert(fc.property(fc.emailAddress(), (address) => !about(`x ${address} y`).includes('@')));
  });

  it('is one line of at most 40 characters, and never half a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const comment = about(text);
        expect([...comment].length).toBeLessThanOrEqual(40);
        expect(comment).not.toMatch(/[\r\n\t]/);
        expect(comment.startsWith('Tribe 20260044')).toBe(true);
      }),
    );
    expect(about('😀'.repeat(40))).not.toMatch(/\p{Cs}/u);
    expect([...about('😀'.repeat(40))]).toHaveLength(40);
  });
});
