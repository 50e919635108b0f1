import { listPaymentPage, type ListedPayment } from '../../store/payments/listed-payments';
import { vendorReader } from '../integration/vendor-reader';
import { allBooked, seedTenant, type Stack } from '../support/stack';
import type { LedgerEntry } from '../support/twins';

/** The looks of these tests come soon; a vendor that fails is asked again soon. */
export const SOON = JSON.stringify({
  payments: {
    shortestLookMs: 500,
    longestLookMs: 1_000,
    settledLookMs: 1_000,
    togetherMs: 1,
    offAgainMs: 500,
  },
  afterFailure: { noAnswerMs: 500, throttledMs: 500, unauthorisedMs: 500 },
  upkeep: { everyMs: 1_000 },
  outages: { shortestMs: 1, lookAgainMs: 200 },
});

/** A tenant whose payments are synchronised, with its invoices booked. What the twins hold is the judge. */
export async function payingTenant(stack: Stack, wanted: Parameters<typeof seedTenant>[1]) {
  const tenant = await seedTenant(stack, {
    ...wanted,
    settings: { syncPayments: true, ...wanted.settings },
  });
  await stack.activate([tenant.definition]);
  if (wanted.invoices > 0) await stack.until(tenant.id, allBooked);
  const { folder } = tenant;
  const reader = vendorReader(stack, tenant.definition);
  const act = (action: string, order: object): Promise<unknown> =>
    stack.twins.act('winbooks', action, { folder, ...order });
  const payments = (): Promise<ListedPayment[]> =>
    stack.database.asTenant(tenant.id, (sql) => listPaymentPage(sql, { after: null, limit: 500 }));
  const idOf = async (number: string): Promise<string> => {
    const booking = (await stack.bookings(tenant.id)).find((each) => each.number === number);
    if (booking === undefined) throw new Error(`there is no invoice ${number}`);
    return booking.tribeInvoiceId;
  };
  /** The document of an invoice as the twin names it. */
  const documentOf = async (number: string): Promise<{ readonly id: string }> => {
    const booking = (await stack.bookings(tenant.id)).find((each) => each.number === number);
    if (booking?.winbooksId == null) throw new Error(`invoice ${number} is not booked`);
    return { id: booking.winbooksId };
  };
  const phase = async (number: string): Promise<string> => {
    const invoice = await reader.tribe(`Activity_Invoice(${await idOf(number)})?$expand=Phase`);
    return (invoice['Phase'] as { Code: string }).Code;
  };
  return {
    ...tenant,
    act,
    payments,
    idOf,
    documentOf,
    phase,
    /** What is known of one invoice; undefined before it was read. */
    payment: async (number: string) => (await payments()).find((each) => each.number === number),
    pay: async (number: string, order: object = {}) =>
      act('pay', { ...(await documentOf(number)), ...order }),
    unmatch: async (number: string) => act('unmatch', await documentOf(number)),
    match: async (...numbers: readonly string[]) =>
      act('match', { bookings: await Promise.all(numbers.map(documentOf)) }),
    /** What a person sets the phase to in Tribe. */
    setPhase: async (number: string, code: string): Promise<void> => {
      const found = await reader.tribe('Datastore_Phase_ActivityInvoice');
      const row = (found['value'] as { ID: string; Code: string }[]).find(({ Code }) => Code === code);
      if (row === undefined) throw new Error(`there is no phase ${code}`);
      await stack.twins.act('tribe', 'actions/edit', {
        tenant: tenant.id,
        invoice: await idOf(number),
        values: {},
        links: { Phase: row.ID },
      });
    },
    ledgerEntry: async (number: string): Promise<LedgerEntry | undefined> => {
      const { id } = await documentOf(number);
      return (await stack.twins.ledger(folder)).find((entry) => entry.id === id);
    },
  };
}
