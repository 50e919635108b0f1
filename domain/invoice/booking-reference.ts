import { createHash } from 'node:crypto';
import { tribeId, type TribeId } from '../ids';

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

/** The invoice of one of our references; null for any other text. An id that was hashed cannot be told: the result is then none. */
export function invoiceOfReference(text: string): TribeId | null {
  const reference = text.trim();
  if (!isBookingReference(reference)) return null;
  let bits = 0n;
  for (const letter of reference.slice(1)) bits = (bits << 5n) | BigInt(CROCKFORD.indexOf(letter));
  const hex = bits.toString(16).padStart(32, '0');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)];
  return tribeId(parts.join('-'));
}

function bitsOf(id: TribeId): bigint {
  const hex = UUID.test(id)
    ? id.replaceAll('-', '')
    : createHash('sha256').update(id, 'utf8').digest('hex').slice(0, 32);
  return BigInt(`0x${hex}`);
}
