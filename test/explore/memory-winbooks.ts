/** A record as the API shows it. */
type Row = Record<string, unknown>;
type Body = Readonly<Record<string, unknown>>;

/** An answer, as it would come over HTTP. */
export interface VendorAnswer {
  readonly status: number;
  readonly json: unknown;
}

/** How this WinBooks differs from another one. */
export interface WinbooksHabits {
  /** A number that the journal has is refused; else a second document is booked under it. */
  readonly refusesDoubles: boolean;
  /** It gives new customers codes of its own. */
  readonly givesOwnCodes: boolean;
}

const ok = (json: unknown): VendorAnswer => ({ status: 200, json });
const ABSENT: VendorAnswer = { status: 404, json: null };

/** Ids of the folder's master data, by hand so that traces are readable. */
export const FOLDER = {
  journal: 'aaaaaaaa-0000-4000-8000-000000000001',
  bookYear: 'aaaaaaaa-0000-4000-8000-000000000002',
  vatCode: 'aaaaaaaa-0000-4000-8000-000000000003',
  vatAccount: 'aaaaaaaa-0000-4000-8000-000000000004',
  revenueAccount: 'aaaaaaaa-0000-4000-8000-000000000005',
  customerAccount: 'aaaaaaaa-0000-4000-8000-000000000006',
  customerType: 'aaaaaaaa-0000-4000-8000-000000000007',
} as const;

const MASTER_DATA: Readonly<Record<string, readonly Row[]>> = {
  Journals: [{ Id: FOLDER.journal, Code: 'VEN', Name: 'Sales', BookYear_Id: FOLDER.bookYear, Type: 'SAL' }],
  BookYears: [
    { Id: FOLDER.bookYear, Code: '2026', StartDate: '2026-01-01', EndDate: '2026-12-31', IsClosed: false },
  ],
  BookPeriods: Array.from({ length: 12 }, (_, index) => ({
    Id: `bbbbbbbb-0000-4000-8000-${String(index + 1).padStart(12, '0')}`,
    BookYear_Id: FOLDER.bookYear,
    Number: index + 1,
    RelatedYear: 2026,
    RelatedMonth: index + 1,
    IsClosed: false,
  })),
  Vats: [{ Id: FOLDER.vatCode, Code: '211400', Rate: 21, IsSale: true, GLAccount_Id: FOLDER.vatAccount }],
  GLAccounts: [
    { Id: FOLDER.revenueAccount, Code: '700000' },
    { Id: FOLDER.vatAccount, Code: '451000' },
    { Id: FOLDER.customerAccount, Code: '400000', CentralAccountType_Id: FOLDER.customerType },
  ],
  CentralAccountTypes: [{ Id: FOLDER.customerType, Code: 'CUSTOMER' }],
  Currencys: [],
  Suppliers: [],
};

/** The plural under which each model is listed. */
const PLURALS: Readonly<Record<string, string>> = {
  Customer: 'Customers',
  Third: 'Thirds',
  Supplier: 'Suppliers',
  GLTransHeader: 'GLTransHeaders',
  GLAccount: 'GLAccounts',
  Currency: 'Currencys',
};

/** A folder of WinBooks on Web in memory: as much of the API as a booking and a new customer need, and nothing kept secret. */
export class MemoryWinbooks {
  readonly documents: Row[] = [];
  readonly customers: Row[] = [];
  private lastId = 0;

  constructor(
    private readonly habits: WinbooksHabits,
    private readonly now: () => number,
  ) {}

  /** Questions and objects. What was committed but is not shown yet is left out. */
  read(path: string, body: unknown): VendorAnswer {
    const { model, code, action } = partsOf(path);
    if (action === 'ExecuteCriteria') return ok(this.rowsOf(model).filter(conditionsOf(body)));
    const found = this.rowsOf(PLURALS[model] ?? model).find(
      (row) => row['Id'] === code || (row['Code'] !== undefined && row['Code'] === code),
    );
    return found === undefined ? ABSENT : ok(found);
  }

  /** Carries a write out. @param hiddenMs for how long questions do not show it yet */
  write(path: string, body: Body, hiddenMs = 0): VendorAnswer {
    const { model, code } = partsOf(path);
    return model === 'GLTransHeader'
      ? this.book(body, hiddenMs)
      : this.createCustomer(code ?? '', body, hiddenMs);
  }

  /** The answer to a write that is never carried out. */
  promise(path: string): VendorAnswer {
    const { model } = partsOf(path);
    return ok({ Href: `/app/${model}/${this.newId()}/Folder/F` });
  }

  private book(body: Body, hiddenMs: number): VendorAnswer {
    const { Journal_Id: journal, DocNumber: number } = body;
    const isDouble = this.documents.some(
      (document) => document['Journal_Id'] === journal && document['DocNumber'] === number,
    );
    if (isDouble && this.habits.refusesDoubles)
      return { status: 400, json: { Message: `Document ${String(number)} exists already` } };
    const id = this.newId();
    const lines = body['GLTransactions'] as readonly Row[];
    this.documents.push({
      ...body,
      Id: id,
      GLTransactions: lines.map((line) => ({ ...line, Id: this.newId(), GLTransHeader_Id: id })),
      VisibleFrom: this.now() + hiddenMs,
    });
    return ok({ Href: `/app/GLTransHeader/${id}/Folder/F` });
  }

  private createCustomer(wanted: string, body: Body, hiddenMs: number): VendorAnswer {
    const id = this.newId();
    const code = this.habits.givesOwnCodes ? `K${1000 + this.customers.length}` : wanted;
    const third = { ...(body['Third'] as Row), Code: code, Id: this.newId() };
    this.customers.push({
      ...body,
      Id: id,
      Code: code,
      Third: third,
      WantedCode: wanted,
      VisibleFrom: this.now() + hiddenMs,
    });
    return ok({ Href: `/app/Customer/${code}/Folder/F` });
  }

  private rowsOf(plural: string): readonly Row[] {
    const shown = (rows: readonly Row[]): Row[] =>
      rows.filter((row) => Number(row['VisibleFrom']) <= this.now());
    switch (plural) {
      case 'GLTransHeaders':
        return shown(this.documents);
      case 'GLTranss':
        return shown(this.documents).flatMap((document) =>
          (document['GLTransactions'] as readonly Row[]).map((line) => ({
            ...line,
            BookPeriod_Id: document['BookPeriod_Id'],
          })),
        );
      case 'Customers':
        return shown(this.customers);
      case 'Thirds':
        return shown(this.customers).map((customer) => customer['Third'] as Row);
      default:
        return MASTER_DATA[plural] ?? [];
    }
  }

  private newId(): string {
    this.lastId += 1;
    return `cccccccc-0000-4000-8000-${String(this.lastId).padStart(12, '0')}`;
  }
}

function partsOf(path: string): { model: string; code: string | null; action: string | null } {
  const [, , model = '', ...rest] = (path.split('?')[0] ?? '').split('/').map(decodeURIComponent);
  const at = rest.indexOf('Folder');
  return { model, code: at > 0 ? (rest[0] ?? null) : null, action: rest[at + 2] ?? null };
}

function conditionsOf(body: unknown): (row: Row) => boolean {
  const { Conditions = [] } = body as {
    Conditions?: readonly { readonly PropertyName: string; readonly Values: readonly unknown[] }[];
  };
  return (row) => Conditions.every(({ PropertyName, Values }) => row[PropertyName] === Values[0]);
}
