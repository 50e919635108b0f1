import type { Failure } from '../../clients/outcome';
import type { TenantId } from '../../domain/ids';
import type { IssueCode } from '../../domain/issue-catalogue';
import { closeIssue, openIssue } from '../../store/issues';
import type { Vendor } from '../../store/connections';
import type { Dependencies } from '../dependencies';

const REFUSED: Readonly<Record<Vendor, IssueCode>> = {
  tribe: 'CONNECTION_REFUSED_TRIBE',
  winbooks: 'CONNECTION_REFUSED_WINBOOKS',
};

/** A connection that is refused needs a person: opens its issue. An outage needs nobody, it is waited out. */
export async function noteConnectionFailure(
  deps: Dependencies,
  tenant: TenantId,
  vendor: Vendor,
  failure: Failure,
): Promise<void> {
  if (failure.kind !== 'refused' && failure.kind !== 'unauthorised') return;
  await deps.database.asTenant(tenant, (sql) =>
    openIssue(sql, REFUSED[vendor], { kind: 'connection', id: vendor }, { words: failure.words }),
  );
}

export async function noteConnectionWorks(
  deps: Dependencies,
  tenant: TenantId,
  vendor: Vendor,
): Promise<void> {
  await deps.database.asTenant(tenant, (sql) =>
    closeIssue(sql, REFUSED[vendor], { kind: 'connection', id: vendor }),
  );
}
