import { COMMENT_LENGTH } from './invoice-plan';
import { beginningOf } from '../text-cut';

interface Commented {
  /** Tribe's number. */
  readonly number: string;
  readonly description: string | null;
  readonly creditedNumber: string | null;
}

/**
 * The comment on every line of a booking: Tribe's number, the number it credits, and its subject. It has at most 40
 * characters on one line; e-mail addresses are left out.
 */
export function bookingComment({ number, description, creditedNumber }: Commented): string {
  const credits = creditedNumber === null ? [] : ['credits', creditedNumber];
  const about = (description ?? '').split(/[\s\p{Cc}]+/u).filter((word) => word !== creditedNumber);
  const words = ['Tribe', number, ...credits, ...about];
  const text = words.filter((word) => word !== '' && !word.includes('@')).join(' ');
  return beginningOf(text, COMMENT_LENGTH).trimEnd();
}
