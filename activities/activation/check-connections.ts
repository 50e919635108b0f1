import { ApplicationFailure } from '@temporalio/common';
import {
  listVatGroups,
  probeInvoicing,
  readIdentity,
  readMetadata,
  resolveInvoiceDateField,
} from '../../clients/tribe';
import { checkWinbooksCredentials, probeFolder } from '../../clients/winbooks';
import type { ActivationInput, StepResult } from '../../domain/steps/activation-steps';
import { tenantId, type TenantId } from '../../domain/ids';
import { issue, type Issue } from '../../domain/issues/issue-catalogue';
import { recordAuditEvent } from '../../store/issues/audit-events';
import { loadConnection, recordConnectionCheck } from '../../store/connections/connections';
import { recordTenantIdentity, setTenantState } from '../../store/tenants/tenants';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { answered } from '../connection/vendor-answers';
import { stepResult } from './step-result';
import { tribeConnection, winbooksConnection } from '../connection/tenant-connections';

/**
 * The live check of the connection details: credentials of both sides, the tenant's own organisation, the invoicing
 * module, the field of the invoice date, the folder. Problems are returned as issues; it throws only to be retried.
 */
export function checkConnections(
  deps: Dependencies,
  input: ActivationInput,
  versions: { readonly tribeVersion: number; readonly winbooksVersion: number },
): Promise<StepResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const tribe = await checkTribe(deps, tenant, versions.tribeVersion);
    const winbooks = await checkWinbooks(deps, tenant, versions.winbooksVersion);
    const issues = [...tribe.issues, ...winbooks.issues];
    if (issues.length > 0 || tribe.organisation === null || winbooks.folder === null)
      return stepResult(deps, tenant, 'connect', issues);
    const identity = { tribeOrganisationId: tribe.organisation, ...winbooks.folder };
    await deps.database.asTenant(tenant, async (sql) => {
      await setTenantState(sql, 'activating', ['new', 'inactive']);
      await recordTenantIdentity(sql, identity);
      await recordAuditEvent(sql, {
        actor: 'activation',
        action: 'connect',
        record: 'tenant',
        details: versions,
      });
    });
    return stepResult(deps, tenant, 'connect', [], { vatGroups: tribe.vatGroups });
  });
}

interface TribeCheck {
  readonly issues: readonly Issue[];
  readonly organisation: string | null;
  readonly vatGroups: number;
}

async function checkTribe(deps: Dependencies, tenant: TenantId, version: number): Promise<TribeCheck> {
  const stored = await deps.database.asTenant(tenant, (sql) =>
    loadConnection(sql, deps.keyRing, 'tribe', version),
  );
  if (stored === null) throw ApplicationFailure.nonRetryable('No such version of the Tribe connection.');
  const connection = tribeConnection(deps, stored);
  const fail = (problem: Issue): TribeCheck => ({ issues: [problem], organisation: null, vatGroups: 0 });

  const identity = answered('tribe', await readIdentity(connection));
  if ('code' in identity) return fail(identity);
  const metadata = answered('tribe', await readMetadata(connection));
  if ('code' in metadata) return fail(metadata);
  const invoicing = answered('tribe', await probeInvoicing(connection));
  if ('code' in invoicing) return fail(invoicing);
  if (invoicing.value === 'missing') return fail(issue('INVOICING_MODULE_MISSING', {}));
  const invoiceDateField = resolveInvoiceDateField(metadata.value);
  if (invoiceDateField === null) return fail(issue('INVOICE_DATE_FIELD_MISSING', {}));
  const groups = answered('tribe', await listVatGroups(connection));
  if ('code' in groups) return fail(groups);

  await deps.database.asTenant(tenant, (sql) =>
    recordConnectionCheck(sql, 'tribe', version, { invoiceDateField }),
  );
  return { issues: [], organisation: identity.value.relationId, vatGroups: groups.value.length };
}

interface WinbooksCheck {
  readonly issues: readonly Issue[];
  readonly folder: { readonly winbooksUrl: string; readonly winbooksFolder: string } | null;
}

async function checkWinbooks(deps: Dependencies, tenant: TenantId, version: number): Promise<WinbooksCheck> {
  const stored = await deps.database.asTenant(tenant, (sql) =>
    loadConnection(sql, deps.keyRing, 'winbooks', version),
  );
  if (stored === null) throw ApplicationFailure.nonRetryable('No such version of the WinBooks connection.');
  const connection = winbooksConnection(deps, stored);
  const credentials = answered('winbooks', await checkWinbooksCredentials(connection));
  if ('code' in credentials) return { issues: [credentials], folder: null };
  const folder = await probeFolder(connection);
  if (folder.kind === 'absent' || (folder.kind === 'refused' && folder.about !== 'credentials'))
    return { issues: [issue('FOLDER_UNKNOWN', { folder: connection.folder })], folder: null };
  const probed = answered('winbooks', folder);
  if ('code' in probed) return { issues: [probed], folder: null };
  deps.masterData.forget(connection);
  await deps.database.asTenant(tenant, (sql) => recordConnectionCheck(sql, 'winbooks', version));
  return { issues: [], folder: { winbooksUrl: connection.apiUrl, winbooksFolder: connection.folder } };
}
