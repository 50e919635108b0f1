import type { TribeId } from '../../domain/ids';
import type { RelationSnapshot, Side } from '../../domain/relation/relation-form';
import type { PartyRole } from '../../domain/vendors/winbooks-records';
import type { TenantSql } from '../../store/database/database';
import { agreeAtCreation } from '../../store/relations/link-sync';
import { recordRelationChanges } from '../../store/relations/relation-history';
import type { Progress } from './create-record';

/** What was sent to create the other record of a link. */
interface SentDraft {
  readonly role: PartyRole;
  readonly relationId: TribeId;
  readonly code: string;
  readonly name: string | null;
  /** Null when not all of it was sent: the two then meet for the first time. */
  readonly agreed: RelationSnapshot | null;
}

/**
 * Both sides of a new link agree on what was sent, if this is the record that we made: the vendor has said so, or it bears the name that
 * we gave it. Anything else that was found in its place is compared as a record that somebody else made. In the transaction that opens
 * the link.
 *
 * @param record as it was read back, or found
 */
export async function agreeOnCreated(
  sql: TenantSql,
  { role, relationId, code, name, agreed }: SentDraft,
  record: { readonly code: string; readonly name: string | null },
  { attempt, isConfirmed = false }: Progress,
  side: Side = 'winbooks',
): Promise<void> {
  const isOurs = isConfirmed || (attempt > 0 && isSameName(record.name, name));
  if (!isOurs) return;
  if (agreed === null) {
    const created = {
      role,
      side,
      field: 'name',
      previous: null,
      value: record.name,
      cause: 'create',
    } as const;
    return recordRelationChanges(sql, relationId, [created]);
  }
  // WinBooks has given it another code, which becomes the number in Tribe.
  const { number, ...others } = agreed;
  const snapshot = number === undefined || record.code !== code ? others : agreed;
  await agreeAtCreation(sql, { role, relationId }, { side, snapshot });
}

/** The vendor may have cut it. */
const isSameName = (shown: string | null, sent: string | null): boolean =>
  shown !== null && sent !== null && sent.trim().toLowerCase().startsWith(shown.trim().toLowerCase());
