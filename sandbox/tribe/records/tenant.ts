import { type DurableState } from '../../kernel/durable-state';
import { type CustomField, tenantSchema } from '../model/tenant-schema';
import { type Schema } from '../model/schema';
import { type SwitchBoard } from '../switches/switch-board';
import { type SwitchId } from '../switches/switch-list';
import { TenantRecords } from './tenant-records';

/** The facts about a tenant besides its records. */
export interface TenantFacts {
  id: string;
  name: string;
  clientId: string;
  clientSecret: string;
  /** `{YYYY}{0000}`: the year, then a sequence with that many digits. */
  numberFormat: string;
  hasInvoicing: boolean;
  baseCurrency: string;
  /** Units of a currency for one unit of the base currency. */
  exchangeRates: Record<string, number>;
  customFields: CustomField[];
}

const collection = 'tenants';

/** One Tribe organisation: its facts, its records and its view of the model. */
export class Tenant {
  readonly records: TenantRecords;
  private schemaKey = '';
  private currentSchema: Schema | null = null;

  constructor(
    private readonly state: DurableState,
    private readonly switches: SwitchBoard,
    readonly id: string,
  ) {
    this.records = new TenantRecords(state, id);
  }

  get facts(): TenantFacts {
    return this.state.get(collection, this.id) as TenantFacts;
  }

  readonly position = (id: SwitchId): string => this.switches.position(id, this.id);

  /** The model under the current positions of the switches. */
  get schema(): Schema {
    const { hasInvoicing, customFields } = this.facts;
    const key = JSON.stringify([schemaSwitches.map(this.position), hasInvoicing, customFields]);
    if (this.currentSchema === null || key !== this.schemaKey) {
      this.currentSchema = tenantSchema(this.position, hasInvoicing, customFields);
      this.schemaKey = key;
    }
    return this.currentSchema;
  }
}

const schemaSwitches: SwitchId[] = [
  'G1',
  'G1.type',
  'G2',
  'G3',
  'G5',
  'G6',
  'G7',
  'G15',
  'G21',
  'base-name',
  'person-debtor-number',
  'person-invoice-address',
];

/** The tenants of the twin. */
export class TenantRegister {
  private readonly tenants = new Map<string, Tenant>();

  constructor(
    private readonly state: DurableState,
    private readonly switches: SwitchBoard,
  ) {
    for (const id of state.entries(collection).keys()) this.tenants.set(id, new Tenant(state, switches, id));
  }

  find(id: string): Tenant | null {
    return this.tenants.get(id) ?? null;
  }

  all(): Tenant[] {
    return [...this.tenants.values()];
  }

  add(facts: TenantFacts): Tenant {
    this.state.transaction((transaction) => transaction.put(collection, facts.id, facts));
    const tenant = new Tenant(this.state, this.switches, facts.id);
    this.tenants.set(facts.id, tenant);
    return tenant;
  }
}
