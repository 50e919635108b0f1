import { type Applications } from '../auth/applications';
import { type TenantRegister } from '../records/tenant';
import { type SwitchBoard } from '../switches/switch-board';
import { addInvoice } from './invoices';
import { addLookUpLists } from './look-up-lists';
import { addOrganisation, addOwnOrganisation, addPerson } from './parties';
import { RecordBuilder } from './record-builder';
import { type SeedBody, type TenantSeed } from './seed-format';

/** The target of a seed. */
export interface SeedTarget {
  tenants: TenantRegister;
  applications: Applications;
  switches: SwitchBoard;
}

const serviceScopes = ['read', 'write'];

/** Creates the tenants and applications that do not exist yet; an existing tenant is left as it is. */
export function plantSeed(
  target: SeedTarget,
  body: SeedBody,
  now: Date,
): { created: string[]; existing: string[] } {
  const created: string[] = [];
  const existing: string[] = [];
  for (const tenant of body.tenants ?? []) {
    const isThere = target.tenants.find(tenant.id) !== null;
    if (!isThere) plantTenant(target, tenant, now);
    (isThere ? existing : created).push(tenant.id);
  }
  for (const application of body.applications ?? []) {
    target.applications.put({
      ...application,
      scopes: application.scopes ?? [...serviceScopes, 'offline'],
      tenant: null,
    });
  }
  return { created, existing };
}

function plantTenant(target: SeedTarget, seed: TenantSeed, now: Date): void {
  target.applications.put({
    clientId: seed.clientId,
    clientSecret: seed.clientSecret,
    name: `${seed.name} service account`,
    tenant: seed.id,
    scopes: seed.scopes ?? serviceScopes,
    redirectUris: seed.redirectUris ?? [],
  });
  if (seed.switches !== undefined) target.switches.set(seed.id, seed.switches);
  const tenant = target.tenants.add({
    id: seed.id,
    name: seed.name,
    clientId: seed.clientId,
    clientSecret: seed.clientSecret,
    numberFormat: seed.numberFormat ?? '{YYYY}{0000}',
    hasInvoicing: seed.invoicing ?? true,
    baseCurrency: 'EUR',
    exchangeRates: seed.exchangeRates ?? { USD: 1.1, GBP: 0.85, CHF: 0.95 },
    customFields: seed.customFields ?? [],
  });
  const builder = new RecordBuilder(tenant, now);
  const own = addOwnOrganisation(builder, seed);
  addLookUpLists(builder, seed);
  builder.flush();
  for (const organisation of seed.organisations ?? []) addOrganisation(builder, own, organisation);
  for (const person of seed.persons ?? []) addPerson(builder, own, person);
  builder.flush();
  for (const [index, invoice] of (seed.invoices ?? []).entries()) {
    addInvoice(builder, invoice, String(index), now);
    builder.flush();
  }
}
