import type { TribeConnection } from '../connection';
import { recordOf, recordsOf, numberOf, textOf, type VendorRecord } from '../http/loose-fields';
import { checkAccess } from '../http/vendor-session';
import { ok, type Outcome } from '../outcome';
import type { TribeIdentity, TribeVatGroup } from '../../domain/vendors/tribe-records';
import { listRecords } from './odata-list';
import { idOf } from './tribe-fields';
import { getRecord, odataUrl, readTribe, sendGet, tribeAccess } from './tribe-session';

/** Whether client id and secret are accepted: `refused` about the credentials when not (tribe-api §1.5). */
export const checkTribeCredentials = (connection: TribeConnection): Promise<Outcome<null>> =>
  checkAccess(tribeAccess(connection));

/** The vendor's own start-up check: who are we (tribe-api §1.6, §3.16). */
export const probeEmployee = (connection: TribeConnection): Promise<Outcome<null>> =>
  readTribe(connection, async (session) => {
    const employee = await getRecord(session, 'GetCurrentEmployee()');
    return employee.kind === 'ok' ? ok(null) : employee;
  });

/** Whether the organisation has the invoicing module; without it, the set does not exist (tribe-api §2.9). */
export const probeInvoicing = (connection: TribeConnection): Promise<Outcome<'available' | 'missing'>> =>
  readTribe(connection, async (session) => {
    const answer = await sendGet(session, odataUrl(connection, 'Activity_Invoice', { top: '1' }));
    if (answer.kind === 'ok') return ok('available');
    const isMissing =
      answer.kind === 'refused' && !answer.about && (answer.status === 400 || answer.status === 404);
    return isMissing ? ok('missing') : answer;
  });

/** The tenant's own organisation: exactly one (tribe-api §1.6, §3.1). */
export const readIdentity = (connection: TribeConnection): Promise<Outcome<TribeIdentity>> =>
  readTribe(connection, async (session) => {
    const answer = await getRecord(session, 'Relationship_Organization_Identity', {
      expand: 'Relation($select=ID)',
      select: 'Name',
    });
    if (answer.kind !== 'ok') return answer;
    const rows = recordsOf(answer.value['value']) ?? [answer.value];
    const [row] = rows;
    const identityId = idOf(row ?? null);
    const relationId = idOf(recordOf(row?.['Relation']));
    if (rows.length !== 1 || identityId === null || relationId === null) {
      return { kind: 'unknown', reason: `${rows.length} identities, or one without its relation` };
    }
    return ok({ identityId, relationId });
  });

/** All VAT groups of the organisation (tribe-api §3.14). */
export const listVatGroups = (connection: TribeConnection): Promise<Outcome<TribeVatGroup[]>> =>
  readTribe(connection, async (session) => {
    const rows = await listRecords(session, {
      set: 'Datastore_VatGroup',
      options: { orderby: 'ID asc' },
      mostPages: 20,
    });
    if (rows.kind !== 'ok') return rows;
    const groups = rows.value.map(vatGroupOf);
    if (groups.includes(null)) return { kind: 'unknown', reason: 'Datastore_VatGroup: a row without its ID' };
    return ok(groups.filter((group) => group !== null));
  });

/** tribe-api §3.14; null without an id. */
export function vatGroupOf(record: VendorRecord | null): TribeVatGroup | null {
  const id = idOf(record);
  if (id === null || record === null) return null;
  return {
    id,
    code: textOf(record['Code']),
    name: textOf(record['Name']) ?? textOf(record['_Name']),
    percentage: numberOf(record['Percentage']),
  };
}
