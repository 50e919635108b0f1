import type { TenantDefinition } from '../../domain/tenant/tenants-file';
import { tribeUser } from '../integration/tribe-user';
import { vendorReader } from '../integration/vendor-reader';
import type { Stack } from '../support/stack';

type Row = Readonly<Record<string, unknown>>;

export interface SeenRelation {
  readonly id: string;
  readonly name: string;
  readonly debtorNumber: string | null;
  readonly creditorNumber: string | null;
  readonly roles: readonly { readonly id: string; readonly type: string; readonly former: boolean }[];
}

/** Both vendors as people see and change them, for one tenant: what the twins hold is the judge. */
export function bothSides(stack: Stack, definition: TenantDefinition) {
  const tenant = definition.id;
  const { folder } = definition.winbooks;
  const reader = vendorReader(stack, definition);
  const user = tribeUser(stack, definition);
  return {
    relations: async (): Promise<SeenRelation[]> =>
      (await stack.twins.look('tribe', `relations?tenant=${tenant}`)) as SeenRelation[],
    organisation: (id: string): Promise<Row> =>
      reader.tribe(`Relation_Organization(${id})?$expand=InvoiceAddress`),
    editRelation: (name: string, values: Readonly<Record<string, string | null>>): Promise<void> =>
      user.editRelation(name, values),
    addRelations: (parties: object): Promise<unknown> =>
      stack.twins.act('tribe', 'relations', { tenant, ...parties }),
    former: (relation: string, former = true): Promise<unknown> =>
      stack.twins.act('tribe', 'actions/deactivate', { tenant, relation, former }),
    /** With its third, addresses and contacts; null when it is not there. */
    party: (model: 'Customer' | 'Supplier', code: string) => reader.winbooks(`${model}/${code}`, 4),
    /** The names of all thirds that are there, as often as they are. */
    thirdNames: async (): Promise<string[]> => {
      const thirds = (await reader.winbooks('Thirds', 1)) as unknown as { Name: string }[];
      return thirds.map(({ Name }) => Name.trim());
    },
    editWinbooks: (model: string, key: string, fields: object): Promise<unknown> =>
      stack.twins.act('winbooks', 'edit', { folder, model, key, fields }),
    addCustomer: (customer: object): Promise<unknown> =>
      stack.twins.act('winbooks', 'add-customer', { folder, ...customer }),
    lock: (code: string, locked = true): Promise<unknown> =>
      stack.twins.act('winbooks', 'lock-customer', { folder, code, locked }),
  };
}
