import { createHmac } from 'node:crypto';
import { dottedName } from '../model/schema';
import { seededId } from '../records/seeded-id';
import { linksOf } from '../records/tenant-records';
import { type Tenant } from '../records/tenant';
import { type Mutation } from '../records/write-unit';

export type Payload = Record<string, string>;

function kindOf({ before, after }: Mutation): 'Creation' | 'Update' | 'Deletion' {
  if (before === null) return 'Creation';
  return after === null ? 'Deletion' : 'Update';
}

/** The webhook payloads of one mutation (tribe-api §2.11, switch G37). */
export function payloadsOf(tenant: Tenant, mutation: Mutation): Payload[] {
  const record = mutation.after ?? mutation.before;
  if (record === null) return [];
  const position = tenant.position('G37');
  const entityType = dottedName(record.type);
  const entity =
    position === 'id-only'
      ? { entityId: record.id }
      : { type: `Entity${kindOf(mutation)}Mutation`, entityType, entityId: record.id };
  return position === 'with-links' ? [entity, ...linkPayloads(mutation, entityType)] : [entity];
}

/** Links between records have ids of their own, which no other call returns. */
function linkPayloads({ before, after }: Mutation, entityType: string): Payload[] {
  const [old, current] = [before, after].map((record) => (record === null ? [] : linksOf(record)));
  const id = (before ?? after)?.id ?? '';
  const told = (links: string[], kind: string) =>
    links.map((link) => ({
      type: `Relationship${kind}Mutation`,
      entityType,
      relationshipId: seededId('link', id, link),
    }));
  const added = (current ?? []).filter((link) => old?.includes(link) !== true);
  const gone = (old ?? []).filter((link) => current?.includes(link) !== true);
  return [...told(added, 'Creation'), ...told(gone, 'Deletion')];
}

/** `base64(HMAC-SHA512(secret, raw body))` (tribe-api §2.11). */
export function signatureOf(secret: string, rawBody: string): string {
  return createHmac('sha512', secret).update(rawBody, 'utf8').digest('base64');
}
