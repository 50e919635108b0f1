import { createHash, randomUUID } from 'node:crypto';
import { type Scalar, type StoredRecord } from '../records/stored-record';
import { type Tenant } from '../records/tenant';
import { WriteUnit } from '../records/write-unit';

/** The same words give the same UUID, in every run. */
export function seededId(...words: string[]): string {
  const hex = createHash('sha256').update(words.join('\u0000')).digest('hex');
  const variant = ((parseInt(hex.charAt(16), 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

type Values = Record<string, Scalar | undefined>;
type Links = Record<string, string | null | undefined>;

/** Lays records down as a control action does: past the rules that bind the API's users. */
export class RecordBuilder {
  unit: WriteUnit;

  constructor(
    readonly tenant: Tenant,
    private readonly now: Date,
  ) {
    this.unit = new WriteUnit(tenant.records);
  }

  /** Commits what was laid down so far; look-ups in a large overlay would be slow. */
  flush(): void {
    this.unit.commit();
    this.unit = new WriteUnit(this.tenant.records);
  }

  /**
   * Adds a record; `key` makes its id repeatable, null makes it random.
   *
   * @throws Error when a record of that type and key is there already.
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
    return record;
  }

  /** The record of a type with this code, or null. */
  byCode(type: string, code: string | undefined): StoredRecord | null {
    if (code === undefined) return null;
    return this.unit.ofTypes([type]).find((record) => record.values['Code'] === code) ?? null;
  }
}
