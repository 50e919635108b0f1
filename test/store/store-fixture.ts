import { randomUUID } from 'node:crypto';
import type { BookingEntry } from '../../domain/booking/booking-entry';
import { day, tenantId, tribeId, winbooksId, type TenantId, type TribeId } from '../../domain/ids';
import { recordFound } from '../../store/bookings/booking-queue';
import { loadBooking, type Booking } from '../../store/bookings/booking-row';
import { fenceBooking, storeIntent } from '../../store/bookings/booking-transitions';
import { openDatabase, type Database, type TenantSql } from '../../store/database/database';
import { activateTenant, createTenant, recordTenantIdentity } from '../../store/tenants/tenants';
import { createTestDatabase } from '../support/servers';

/** A migrated database of this test file alone. */
export interface StoreFixture {
  readonly database: Database;
  readonly url: string;
  close(): Promise<void>;
}

export async function openStore(max = 8): Promise<StoreFixture> {
  const server = await createTestDatabase();
  const database = openDatabase(server.url, { max });
  return {
    database,
    url: server.url,
    close: async () => {
      await database.close();
      await server.drop();
    },
  };
}

export const newTribeId = (): TribeId => tribeId(randomUUID());
export const newWinbooksId = () => winbooksId(randomUUID());

/** A tenant in state `new` with an organisation and a folder of its own. */
export async function newTenant(database: Database): Promise<TenantId> {
  const id = tenantId(`t-${randomUUID()}`);
  await database.asTenant(id, async (sql) => {
    await createTenant(sql, 'Acme BV');
    await recordTenantIdentity(sql, {
      tribeOrganisationId: randomUUID(),
      winbooksUrl: 'http://winbooks.test',
      winbooksFolder: id,
    });
  });
  return id;
}

export async function newActiveTenant(database: Database): Promise<TenantId> {
  const id = await newTenant(database);
  expect(await database.asTenant(id, activateTenant)).toBe('active');
  return id;
}

const journal = newWinbooksId();

/** A whole entry; every call has the same journal, book year and number unless told otherwise. */
export function anEntry(given: Partial<BookingEntry> = {}): BookingEntry {
  const line = {
    centralAccountType: null,
    vatId: null,
    vatCode: null,
    vatBaseCents: null,
    turnoverCents: null,
    vatCents: null,
    currencyAmountCents: null,
    currencyVatBaseCents: null,
    currencyVatCents: null,
    comment: null,
  };
  return {
    kind: 'invoice',
    reference: `T${randomUUID().replaceAll('-', '').slice(0, 26).toUpperCase()}`,
    journalId: journal,
    journalCode: 'VEN',
    periodId: newWinbooksId(),
    bookYearId: newWinbooksId(),
    bookYear: '2026',
    docNumber: 20260041,
    date: day('2026-03-31'),
    invoiceDate: null,
    dueDate: day('2026-04-30'),
    currency: 'EUR',
    currencyRate: null,
    structuredCommunication: null,
    customerId: newWinbooksId(),
    customerCode: 'C001',
    lines: [
      {
        ...line,
        order: 0,
        role: 'customer',
        accountId: newWinbooksId(),
        accountCode: '400000',
        amountCents: 12_100,
      },
      {
        ...line,
        order: 1,
        role: 'revenue',
        accountId: newWinbooksId(),
        accountCode: '700000',
        amountCents: -10_000,
      },
      {
        ...line,
        order: 2,
        role: 'vat',
        accountId: newWinbooksId(),
        accountCode: '451000',
        amountCents: -2_100,
      },
    ],
    ...given,
  };
}

export const DIGEST = 'digest-of-the-entry';
export const CHANGED_AT = '2026-03-31T10:00:00.000Z';

/** A row that the watch found, in state `waiting`. */
export async function found(sql: TenantSql, number: string | null = 'F2026-0041'): Promise<TribeId> {
  const id = newTribeId();
  await recordFound(sql, [{ id, number, date: day('2026-03-31'), changedAt: CHANGED_AT }]);
  return id;
}

let lastNumber = 1000;

/** A row in state `prepared`, with a number of its own. */
export async function prepared(sql: TenantSql): Promise<TribeId> {
  const id = await found(sql);
  const entry = anEntry({ docNumber: ++lastNumber });
  expect(await storeIntent(sql, id, { entry, digest: DIGEST, numberingScope: 'Y2026' })).toBe('prepared');
  return id;
}

/** A row in state `posting`, attempt 1. */
export async function posting(sql: TenantSql): Promise<TribeId> {
  const id = await prepared(sql);
  expect(await fenceBooking(sql, id, { attempt: 0, digest: DIGEST })).toMatchObject({ attempt: 1 });
  return id;
}

/** The row, which must be there. */
export async function rowOf(sql: TenantSql, id: TribeId): Promise<Booking> {
  const row = await loadBooking(sql, id);
  if (row === null) throw new Error('The booking is not there.');
  return row;
}

/** Moves a row's clock back, as if its last attempt had been sent that long ago. */
export async function sentAgo(sql: TenantSql, id: TribeId, seconds: number): Promise<void> {
  await sql.query(
    `update bookings set sent_at = sent_at - $3 * interval '1 second' where tenant_id = $1 and tribe_invoice_id = $2`,
    [sql.tenantId, id, seconds],
  );
}
