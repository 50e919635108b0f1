import { findCustomersByCode } from '../../clients/winbooks';
import type { CustomerInput, LookUpResult } from '../../domain/steps/booking-steps';
import { quietSecondsOf } from '../../domain/booking/quiet-period';
import { tenantId, tribeId } from '../../domain/ids';
import {
  loadCustomerCreation,
  markCustomerAbsent,
  markCustomerUnknown,
} from '../../store/relations/customer-creations';
import { openTenant } from '../connection/tenant-connections';
import type { Dependencies } from '../dependencies';
import { withHeartbeat } from '../heartbeat';
import { notYet } from '../invoices/quiet-period';
import { inWords, waitAfter } from '../waiting';
import { adoptCustomer } from './adopt-customer';
import { customerDraftSchema } from './customer-draft';

/** A customer creation of unknown fate is looked for by its code; absent is believed after the quiet period only. */
export function lookUpCustomer(deps: Dependencies, input: CustomerInput): Promise<LookUpResult> {
  return withHeartbeat(async () => {
    const tenant = tenantId(input.tenant);
    const relation = tribeId(input.relation);
    const creation = await deps.database.asTenant(tenant, async (sql) => {
      const row = await loadCustomerCreation(sql, relation);
      if (row?.state === 'posting') await markCustomerUnknown(sql, relation, row.attempt);
      return row;
    });
    if (!creation?.sentAt || !['posting', 'verifying'].includes(creation.state)) return { kind: 'settled' };

    const context = await openTenant(deps, tenant);
    const draft = customerDraftSchema.parse(creation.body);
    const found = await findCustomersByCode(context.winbooks, draft.code);
    if (found.kind !== 'ok')
      return {
        kind: 'noAnswer',
        waitMs: waitAfter(found, deps.configuration.timings.afterFailure),
        words: inWords(found),
      };
    const [there] = found.value;
    if (there) {
      await adoptCustomer(deps, context, draft, there, creation);
      return { kind: 'settled' };
    }
    const quietSeconds = quietSecondsOf(context.settings, deps.configuration);
    const isAbsent = await deps.database.asTenant(tenant, (sql) =>
      markCustomerAbsent(sql, relation, creation.attempt, quietSeconds),
    );
    return isAbsent
      ? { kind: 'settled' }
      : notYet(creation.sentAt, quietSeconds, deps.configuration.timings.booking);
  });
}
