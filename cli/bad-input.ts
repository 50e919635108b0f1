/** What the user gave cannot be used: exit code 2, and the message is all that is shown. */
export class BadInput extends Error {
  override readonly name = 'BadInput';
}

/** 0 all booked or linked · 1 something failed · 2 bad input · 3 some invoices are held or skipped. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, needsAttention: 3 } as const;
