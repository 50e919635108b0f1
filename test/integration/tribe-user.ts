import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import type { Stack } from '../support/stack';
import { vendorReader } from './vendor-reader';

type Values = Readonly<Record<string, string | number | boolean | null>>;
type Links = Readonly<Record<string, string | null>>;

/** What a person (or a fault) changes in Tribe, frozen fields too; every change counts as one of the invoice. */
export function tribeUser(stack: Stack, definition: TenantDefinition) {
  const tenant = definition.id;
  const edit = (target: object, values: Values, links: Links = {}): Promise<unknown> =>
    stack.twins.act('tribe', 'actions/edit', { tenant, ...target, values, links });
  const relation = async (name: string): Promise<Relation> => {
    const relations = (await stack.twins.look('tribe', `relations?tenant=${tenant}`)) as Relation[];
    const found = relations.find((candidate) => candidate.debtorNumber === name || candidate.name === name);
    if (found === undefined) throw new Error(`there is no relation ${name}`);
    return found;
  };
  return {
    /** A new invoice; returns its id. */
    async make(invoice: object): Promise<string> {
      const made = (await stack.twins.act('tribe', 'invoices', { tenant, ...invoice })) as { id: string };
      return made.id;
    },
    editInvoice: (id: string, values: Values, links: Links = {}) => edit({ invoice: id }, values, links),
    /** Saves the invoice as it is: its date of change moves. */
    touch: (id: string) => edit({ invoice: id }, {}),
    /** The invoice's only line, and the invoice's date of change with it. */
    async editLine(id: string, values: Values, links: Links = {}): Promise<void> {
      const invoice = await vendorReader(stack, definition).tribe(
        `Activity_Invoice(${id})?$expand=ProductLines`,
      );
      const [line] = invoice['ProductLines'] as { ID: string }[];
      if (line === undefined) throw new Error('the invoice has no line');
      await edit({ id: line.ID }, values, links);
      await edit({ invoice: id }, {});
    },
    /** A relation by its debtor number or name. */
    async editRelation(name: string, values: Values): Promise<void> {
      await edit({ id: (await relation(name)).id }, values);
    },
    /** The id of a relation's role as customer. */
    async customerRole(name: string): Promise<string> {
      const role = (await relation(name)).roles.find(({ type }) => type.endsWith('_Customer'));
      if (role === undefined) throw new Error(`${name} is no customer`);
      return role.id;
    },
    async vatGroup(code: string): Promise<string> {
      const found = await vendorReader(stack, definition).tribe(
        `Datastore_VatGroup?$filter=${encodeURIComponent(`Code eq '${code}'`)}`,
      );
      const [group] = found['value'] as { ID: string }[];
      if (group === undefined) throw new Error(`there is no VAT group ${code}`);
      return group.ID;
    },
  };
}

export type TribeUser = ReturnType<typeof tribeUser>;

interface Relation {
  readonly id: string;
  readonly name: string;
  readonly debtorNumber: string | null;
  readonly roles: readonly { readonly id: string; readonly type: string }[];
}
