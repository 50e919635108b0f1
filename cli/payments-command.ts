import { listPayments } from '../actions/list-payments';
import { eachPage } from '../actions/page';
import { paymentListing } from '../contract/payment-listing';
import { withRunningStore } from '../local/local-environment';
import type { ListedPayment } from '../store/payments/listed-payments';
import { EXIT } from './bad-input';
import { exitRefused, tenantOption } from './beside-running';
import type { Caller } from './caller';
import { jsonOutput, lineOutput } from './list-output';
import { paymentHeading, paymentLines } from './payment-table';
import { readOptions } from './options';
import { PAYMENT_WORDS } from './words/payment-words';

/** `payments --tenant ID [--json]`: what the ledger says of the payment of each booked invoice. */
export async function paymentsCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: { tenant: { type: 'string' }, json: { type: 'boolean' } },
  });
  const tenant = tenantOption(values.tenant, 'payments --tenant acme');
  const output = values.json
    ? jsonOutput(paymentListing)
    : lineOutput<ListedPayment>(
        paymentHeading(language),
        (payment) => paymentLines(payment, language),
        `${tenant}: ${PAYMENT_WORDS[language].none}`,
      );
  const refusal = await withRunningStore(process.env, (database) =>
    eachPage((after) => listPayments({ database }, tenant, { after }), output.show),
  );
  if (refusal !== null) return exitRefused(refusal, language);
  output.end();
  return EXIT.ok;
}
