import { createHash } from 'node:crypto';
import type { TribeId } from '../ids';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const REFERENCE = /^T[0-7][0-9A-HJKMNP-TV-Z]{25}$/;

/**
 * Our reference on a booking: `T` and 26 characters of Crockford base32 that spell the 128 bits of Tribe's invoice id,
 * so that an empty store recognises its own bookings and no two invoices share one. Upper-case letters and digits only,
 * since WinBooks may refuse other characters in a reference (winbooks-api §7.4). An id that is not a UUID is hashed.
 */
export function bookingReference(invoice: TribeId): string {
  let bits = bitsOf(invoice);
  let text = '';
  for (let place = 0; place < 26; place += 1) {
    text = CROCKFORD.charAt(Number(bits & 31n)) + text;
    bits >>= 5n;
  }
  return `T${text}`;
}

/** True for a text in the form of our references, whether it belongs to this invoice or to another. */
export function isBookingReference(text: string): boolean {
  return REFERENCE.test(text.trim());
}

function bitsOf(id: TribeId): bigint {
  const hex = UUID.test(id)
    ? id.replaceAll('-', '')
    : createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 32);
  return BigInt(`0x${hex}`);
}
