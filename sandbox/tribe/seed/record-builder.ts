import { randomUUID } from 'node:crypto';
import { seededId } from '../records/seeded-id';
import { textOf, type Scalar, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';

const relationTypes = ['Relation_Organization', 'Relation_Person'];

type Values = Record<string, Scalar | undefined>;
type Links = Record<string, string | null | undefined>;

/** Adds records as a control action does, without the rules that bind the API's users. */
export class RecordBuilder {
  unit: WriteUnit;
  private relations: Map<string, StoredRecord> | null = null;

  constructor(
    readonly tenant: Tenant,
    private readonly now: Date,
  ) {
    this.unit = new WriteUnit(tenant.records);
  }

  /** Commits the records added so far, because look-ups in a large overlay are slow. */
  flush(): void {
    this.unit.commit();
    this.unit = new WriteUnit(this.tenant.records);
  }

  /**
   * Adds a record; `key` makes its id repeatable, null makes it random.
   *
   * @throws Error when a record of that type and key exists already.
   */
  add(type: string, key: string | null, values: Values, links: Links = {}): StoredRecord {
    const moment = this.now.toISOString();
    const given = Object.entries(values).filter((entry): entry is [string, Scalar] => entry[1] !== undefined);
    const led = Object.entries(links).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    );
    const record: StoredRecord = {
      id: key === null ? randomUUID() : seededId(this.tenant.id, type, key),
      type,
      values: {
        SortIndex: 0,
        IsActive: true,
        IsClosed: false,
        CreationDate: moment,
        LastMutationDate: moment,
        ...Object.fromEntries(given),
      },
      links: Object.fromEntries(led),
    };
    if (this.unit.get(record.id) !== null) throw new Error(`the tenant already has a ${type} ${key ?? ''}`);
    this.unit.put(record);
    if (relationTypes.includes(type)) this.relations = null;
    return record;
  }

  /** The relation with this id, key or debtor number, or null. */
  relationNamed(name: string): StoredRecord | null {
    if (this.relations === null) {
      this.relations = new Map();
      for (const relation of this.unit.ofTypes(relationTypes)) {
        for (const word of [relation.id, textOf(relation, 'SeedKey'), textOf(relation, 'DebtorNumber')]) {
          if (word !== null && !this.relations.has(word)) this.relations.set(word, relation);
        }
      }
    }
    return this.relations.get(name) ?? null;
  }

  /** The record of a type with this code, or null. */
  byCode(type: string, code: string | undefined): StoredRecord | null {
    if (code === undefined) return null;
    return this.unit.ofTypes([type]).find((record) => record.values['Code'] === code) ?? null;
  }
}
