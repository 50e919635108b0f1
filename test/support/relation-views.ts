import { z } from 'zod';
import type { Twins } from './twins';

/** Relations and parties as people see them on the screens of both vendors: what the twins hold, read by nothing of the product. */

const text = z.string().nullable();
const role = z.enum(['customer', 'supplier']);

const relation = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  debtorNumber: text,
  creditorNumber: text,
  vatNumber: text,
  website: text,
  email: text,
  phone: text,
  mobile: text,
  roles: z.array(z.object({ id: z.string(), type: z.string(), former: z.boolean() })),
  invoiceAddresses: z.array(z.object({ id: z.string(), postalCode: text, city: text })),
});
export type ShownRelation = z.output<typeof relation>;

const third = z.object({
  id: z.string(),
  code: z.string(),
  name: text,
  vatNumber: text,
  website: text,
  roles: z.array(z.object({ id: z.string(), role, code: z.string(), isInactive: z.boolean() })),
  addresses: z.array(z.object({ id: z.string(), zip: text, town: text, phone: text })),
  contacts: z.array(z.object({ id: z.string(), email: text, phone: text, mobile: text })),
});
export type ShownThird = z.output<typeof third>;

/** Both sides of one tenant. */
export interface BothSides {
  /** With a role; our own organisation and its people have none. */
  readonly relations: readonly ShownRelation[];
  readonly thirds: readonly ShownThird[];
}

export async function lookAtBothSides(
  twins: Twins,
  { id, folder }: { readonly id: string; readonly folder: string },
): Promise<BothSides> {
  const relations = z.array(relation).parse(await twins.look('tribe', `relations?tenant=${id}`));
  const thirds = z.array(third).parse(await twins.look('winbooks', `thirds?folder=${folder}`));
  return {
    relations: relations.filter(({ roles }) => roles.some(({ type }) => isRoleType(type))),
    thirds,
  };
}

const isRoleType = (type: string): boolean => type.endsWith('_Customer') || type.endsWith('_Supplier');

/** The relation's own record of this role; undefined when it does not have it. */
export const roleOf = (
  { roles }: Pick<ShownRelation, 'roles'>,
  wanted: z.output<typeof role>,
): ShownRelation['roles'][number] | undefined =>
  roles.find(({ type }) => type.endsWith(wanted === 'customer' ? '_Customer' : '_Supplier'));
