import { parseArgs } from 'node:util';
import { tenantId } from '../domain/ids';
import { listBookings } from '../store/bookings/booking-row';
import { getTenant } from '../store/tenants/tenants';
import { BadInput, EXIT } from './bad-input';
import { invoiceListing } from './invoice-listing';
import { invoiceTable } from './invoice-table';
import { withRunningStore } from '../local/local-environment';

/** `invoices --tenant ID [--json]`: what became of each invoice of a tenant. */
export async function invoicesCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { tenant: { type: 'string' }, json: { type: 'boolean' } } });
  const wanted = values.tenant;
  if (!wanted) throw new BadInput('--tenant is missing; example: invoices --tenant acme --json');
  const { tenant, bookings } = await withRunningStore(process.env, (database) =>
    database.asTenant(tenantId(wanted), async (sql) => ({
      tenant: await getTenant(sql),
      bookings: await listBookings(sql, { limit: 100_000 }),
    })),
  );
  if (tenant === null)
    throw new BadInput(`There is no tenant "${wanted}"; "npm run --silent cli -- status" lists them.`);
  process.stdout.write(
    values.json ? `${JSON.stringify(bookings.map(invoiceListing))}\n` : `${invoiceTable(bookings)}\n`,
  );
  return EXIT.ok;
}
