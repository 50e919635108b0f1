import { parseArgs } from 'node:util';
import { tenantId } from '../domain/ids';
import { listBookings } from '../store/booking-row';
import { openDatabase } from '../store/database';
import { getTenant } from '../store/tenants';
import { BadInput, EXIT } from './bad-input';
import { invoiceListing } from './invoice-listing';
import { invoiceTable } from './invoice-table';
import { configurationOfRunning } from './local-environment';

/** `invoices --tenant ID [--json]`: what became of each invoice of a tenant. */
export async function invoicesCommand(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { tenant: { type: 'string' }, json: { type: 'boolean' } } });
  if (!values.tenant) throw new BadInput('Say which tenant: invoices --tenant ID [--json]');
  const database = openDatabase(configurationOfRunning(process.env).databaseUrl, { max: 2 });
  try {
    const { tenant, bookings } = await database.asTenant(tenantId(values.tenant), async (sql) => ({
      tenant: await getTenant(sql),
      bookings: await listBookings(sql, { limit: 100_000 }),
    }));
    if (tenant === null) throw new BadInput(`There is no tenant "${values.tenant}".`);
    const listed = bookings.map(invoiceListing);
    process.stdout.write(values.json ? `${JSON.stringify(listed)}\n` : `${invoiceTable(bookings)}\n`);
    return EXIT.ok;
  } finally {
    await database.close();
  }
}
