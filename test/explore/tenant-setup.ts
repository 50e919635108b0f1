import { randomBytes } from 'node:crypto';
import { readConfiguration, type Configuration } from '../../configuration/configuration';
import { day, tenantId, tribeId, winbooksId, type TenantId } from '../../domain/ids';
import { tenantSettings } from '../../domain/tenant/settings';
import { recordFound } from '../../store/bookings/booking-queue';
import { storeTokens } from '../../store/connections/connection-tokens';
import { fingerprintOf, recordConnectionCheck, saveConnection } from '../../store/connections/connections';
import { keyRing, type KeyRing } from '../../store/database/encryption';
import { saveTenantSettings } from '../../store/tenants/tenant-settings';
import { activateTenant, createTenant, recordTenantIdentity } from '../../store/tenants/tenants';
import { saveVatMap } from '../../store/tenants/vat-maps';
import { FOLDER } from './memory-winbooks';
import { VAT_GROUP, type SampleCustomer, type SampleInvoice } from './memory-tribe';
import type { Schedule } from './schedule';
import { TOKEN, TRIBE_URL, WINBOOKS_URL } from './vendors';
import type { VirtualStore } from './virtual-store';

/** One key for all processes of an explorer: they share tokens, as workers do. */
export const RING: KeyRing = keyRing([{ id: 'explore', key: randomBytes(32) }]);

export const CONFIGURATION: Configuration = {
  ...readConfiguration({ APP_MODE: 'local' }),
  tribeApiUrl: TRIBE_URL,
  tribeAuthUrl: TRIBE_URL,
  winbooksApiUrl: WINBOOKS_URL,
};

/** Far enough that no interleaving gets there. */
const TOKENS_LAST_MS = 24 * 3_600_000;

/** An active tenant of its own, with its two invoices found and due. */
export async function setUpTenant(
  store: VirtualStore,
  schedule: Schedule,
  name: string,
  invoices: readonly SampleInvoice[],
  settings: object = {},
): Promise<TenantId> {
  const tenant = tenantId(name);
  const credentials = [
    { vendor: 'tribe', apiUrl: TRIBE_URL, authUrl: TRIBE_URL, clientId: name, clientSecret: 's' },
    { vendor: 'winbooks', apiUrl: WINBOOKS_URL, folder: 'F', email: `${name}@x.example`, exchangeToken: 'x' },
  ] as const;
  await store.asTenant(schedule, tenant, async (sql) => {
    await createTenant(sql, name);
    await recordTenantIdentity(sql, {
      tribeOrganisationId: name,
      winbooksUrl: WINBOOKS_URL,
      winbooksFolder: name,
    });
    for (const given of credentials) {
      const details = given.vendor === 'tribe' ? { invoiceDateField: 'InvoiceDate' } : {};
      const version = await saveConnection(sql, RING, { credentials: given, concurrency: 8, details });
      await recordConnectionCheck(sql, given.vendor, version);
    }
    const choices = { salesJournal: 'VEN', revenueAccount: '700000', ...settings };
    await saveTenantSettings(sql, tenantSettings.parse(choices));
    await saveVatMap(sql, [
      {
        mapped: true,
        vatGroupId: tribeId(VAT_GROUP),
        vatGroupCode: 'BE21',
        vatGroupName: '21 %',
        percentage: 21,
        vatCodeId: winbooksId(FOLDER.vatCode),
        vatCode: '211400',
      },
    ]);
    await activateTenant(sql);
    await recordFound(
      sql,
      invoices.map(({ id, number }) => ({
        id: tribeId(id),
        number,
        date: day('2026-10-12'),
        changedAt: '2026-10-12T09:00:00Z',
      })),
    );
  });
  const tokens = {
    accessToken: TOKEN,
    refreshToken: null,
    expiresAt: schedule.clock.now + TOKENS_LAST_MS,
  };
  for (const given of credentials)
    await store.asControl(schedule, (sql) => storeTokens(sql, RING, fingerprintOf(RING, given), tokens, 0));
  return tenant;
}

/** Two invoices of two new customers, or of one and the same. */
export function sampleInvoices(
  seed: number,
  shareCustomer: boolean,
  withVatNumbers: boolean,
): SampleInvoice[] {
  const id = (kind: string, index: number): string =>
    `${kind.repeat(8)}-0000-4000-8${index}00-${String(seed % 1e12).padStart(12, '0')}`;
  const vatNumbers = ['BE0000000196', 'BE0000000295'];
  const customers = [0, 1].map((index): SampleCustomer => ({
    relationId: id('1', index),
    relationshipId: id('2', index),
    debtorNumber: String(1001 + index),
    name: ['Peeters Hout BV', 'Lambert SPRL'][index] ?? '',
    vatNumber: withVatNumbers ? (vatNumbers[index] ?? null) : null,
  }));
  return customers.map((customer, index) => ({
    id: id('3', index),
    number: String(20260041 + index),
    netAmount: 100 + index,
    customer: shareCustomer ? (customers[0] ?? customer) : customer,
  }));
}
