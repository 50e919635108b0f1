/** The content of a text field, or that it has characters that nobody can read. */
export type TextReading =
  | { readonly kind: 'text'; readonly value: string | null }
  /** The text with the characters shown as `�`. */
  | { readonly kind: 'unreadable'; readonly written: string };

/** Tabs, line ends and other spaces mean a space. */
const SPACES = /[\s\u0085]+/gu;
/** What is left of the control characters came from a wrong encoding; half a character is left where a text was cut. */
const CONTROL = /[\p{Cc}\p{Cs}]/gu;

/** A field as both sides compare it: in NFC, with single spaces and none around it. Empty is null. */
export function readText(written: string | null): TextReading {
  const value = (written ?? '').normalize('NFC').replaceAll(SPACES, ' ').trim();
  if (CONTROL.test(value)) return { kind: 'unreadable', written: value.replaceAll(CONTROL, '�') };
  return { kind: 'text', value: value === '' ? null : value };
}

/** The text without accents, case and punctuation: what two people write the same. */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
