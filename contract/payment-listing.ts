import { z } from 'zod';
import { ALLOCATION_KINDS, PAYMENT_STATES, type PaymentStanding } from '../domain/payment/payment-standing';
import type { ListedPayment } from '../store/payments/listed-payments';

/** What the ledger says of a document: gross + allocations = open. */
export const standingShape = z.object({
  state: z.enum(PAYMENT_STATES),
  grossCents: z.int(),
  openCents: z.int(),
  allocations: z.array(
    z.object({
      date: z.string().nullable(),
      cents: z.int(),
      kind: z.enum(ALLOCATION_KINDS),
      reference: z.string().nullable(),
    }),
  ),
});

/** One booked invoice as `payments --json` and the API show it: a contract with whoever scripts this program. */
export const paymentShape = z
  .object({ tribeId: z.string(), number: z.string().nullable(), ...standingShape.shape })
  .meta({ id: 'Payment' });

export function paymentListing({ tribeInvoiceId, number, ...standing }: ListedPayment) {
  return { tribeId: tribeInvoiceId, number, ...standingListing(standing) };
}

/** Amounts are in cents of the folder's currency, in the direction of the document: gross + allocations = open. */
export const standingListing = ({ state, grossCents, openCents, allocations }: PaymentStanding) => ({
  state,
  grossCents,
  openCents,
  allocations: allocations.map(({ date, cents, kind, reference }) => ({ date, cents, kind, reference })),
});
