import type { Failure } from '../../clients/outcome';
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
import { CustomerNotMade, postponeFailing, rowApart } from '../invoices/row-failures';
import { noAnswer } from '../reading';
import { inWords, waitAfter } from '../waiting';
import { adoptCustomer } from './adopt-customer';
import { draftOf } from './customer-draft';

/**
 * A customer creation of unknown fate is looked for by its code; absent is believed after the quiet period only. What cannot be
 * looked up for this customer alone stays of unknown fate, and its invoice makes room for others; so does that of a customer whom
 * WinBooks does not make, however often it is asked.
 */
export function lookUpCustomer(deps: Dependencies, input: CustomerInput): Promise<LookUpResult> {
  // Postponed is settled, too: the next step sees it, and ends the run.
  return withHeartbeat(() =>
    rowApart(
      deps,
      input,
      'customer',
      () => lookUp(deps, input),
      () => ({ kind: 'settled' }),
    ),
  );
}

async function lookUp(deps: Dependencies, input: CustomerInput): Promise<LookUpResult> {
  const { timings } = deps.configuration;
  const tenant = tenantId(input.tenant);
  const invoice = tribeId(input.invoice);
  const relation = tribeId(input.relation);
  const creation = await deps.database.asTenant(tenant, async (sql) => {
    const row = await loadCustomerCreation(sql, relation);
    if (row?.state === 'posting') await markCustomerUnknown(sql, relation, row.attempt);
    return row;
  });
  if (!creation?.sentAt || !['posting', 'verifying'].includes(creation.state)) return { kind: 'settled' };

  const context = await openTenant(deps, tenant);
  const draft = draftOf(creation);
  const found = await findCustomersByCode(context.winbooks, draft.code);
  if (found.kind !== 'ok') return unanswered(found);
  const [there] = found.value;
  if (there) {
    await adoptCustomer(deps, context, draft, there, creation);
    return { kind: 'settled' };
  }
  const quietSeconds = quietSecondsOf(context.settings, deps.configuration);
  const isAbsent = await deps.database.asTenant(tenant, (sql) =>
    markCustomerAbsent(sql, relation, creation.attempt, quietSeconds),
  );
  if (!isAbsent) return notYet(creation.sentAt, quietSeconds, timings.booking);
  const notMade = new CustomerNotMade(draft.code, creation.attempt);
  await postponeFailing(deps, tenant, invoice, 'new-customer', notMade);
  return { kind: 'settled' };

  async function unanswered(failure: Failure): Promise<LookUpResult> {
    const words = await postponeFailing(deps, tenant, invoice, 'customer', noAnswer('WinBooks', failure));
    return words === null
      ? { kind: 'noAnswer', waitMs: waitAfter(failure, timings.afterFailure), words: inWords(failure) }
      : { kind: 'settled' };
  }
}
