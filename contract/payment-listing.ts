import type { PaymentStanding } from '../domain/payment/payment-standing';
import type { ListedPayment } from '../store/payments/listed-payments';

/** One booked invoice as `payments --json` prints it: a contract with whoever scripts this program. */
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
