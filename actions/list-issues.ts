import type { TenantId } from '../domain/ids';
import { ISSUE_CATALOGUE, ISSUE_CODES, isIssueCode, type IssueOwner } from '../domain/issues/issue-catalogue';
import { wayOut, type IssueWayOut } from '../domain/ways-out/issue-actions';
import { nameBookings, type NamedBooking } from '../store/bookings/booking-names';
import { listIssuePage, type IssueFilter, type OpenIssue } from '../store/issues/issues';
import { getTenant } from '../store/tenants/tenants';
import { refused, unknownTenant, type ActionDependencies, type Refusal } from './action';
import { page, pageOf, type Page, type PageRequest } from './page';

/** One open issue, with whose it is and what can be done about it as things are now. */
export interface ListedIssue extends IssueWayOut {
  readonly id: string;
  /** Another version may have codes that this one does not know. */
  readonly code: string;
  readonly params: OpenIssue['params'];
  /**
   * `invoice:<Tribe's number>`, or `invoice:<Tribe's id>` where the number is missing or not the only one, and `payment:…` alike; else
   * `relation:<id>`, `connection:tribe`, `connection:winbooks`, `journal:<id>`, `tenant:<step>`. Commands take the first form as it is.
   */
  readonly record: string;
  readonly owner: IssueOwner;
  readonly openedAt: Date;
  /** Of the invoice, else null. */
  readonly tribeId: string | null;
  readonly number: string | null;
}

/** Which issues a list shows: those of a code, and of one owner. */
export interface IssuesOf {
  readonly code?: string | undefined;
  readonly owner?: IssueOwner | undefined;
}

const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;

/** The tenant's open issues, oldest first, a page at a time. */
export function listIssues(
  { database }: Pick<ActionDependencies, 'database'>,
  tenant: TenantId,
  wanted: IssuesOf = {},
  request: PageRequest = {},
): Promise<Page<ListedIssue> | Refusal> {
  const { after, limit } = pageOf(request);
  return database.asTenant(tenant, async (sql) => {
    const found = await getTenant(sql);
    if (found === null) return unknownTenant(tenant);
    if (after !== null && !UUID.test(after)) return refused('CURSOR_UNUSABLE', { cursor: after });
    const issues = await listIssuePage(sql, filterOf(wanted), { after, limit });
    const ids = issues.filter(isAboutInvoice).map(({ recordId }) => recordId);
    const named = ids.length === 0 ? [] : await nameBookings(sql, ids);
    const bookings = new Map(named.map((booking) => [String(booking.tribeInvoiceId), booking]));
    const items = issues.map((issue) => {
      const booking = isAboutInvoice(issue) ? bookings.get(issue.recordId) : undefined;
      return listed(issue, booking ?? null, found.state);
    });
    return page(items, limit, ({ id }) => id);
  });
}

const isAboutInvoice = ({ recordKind }: Pick<OpenIssue, 'recordKind'>): boolean =>
  recordKind === 'invoice' || recordKind === 'payment';

/** The code tells the owner; what another version opened is the operator's. */
function filterOf({ code, owner }: IssuesOf): IssueFilter {
  if (owner === undefined) return { code, ofCodes: null, notOfCodes: null };
  return owner === 'operator'
    ? { code, ofCodes: null, notOfCodes: ISSUE_CODES.filter((each) => ownerOf(each) !== owner) }
    : { code, ofCodes: ISSUE_CODES.filter((each) => ownerOf(each) === owner), notOfCodes: null };
}

/** Whose an issue is; one of another version is the operator's. */
const ownerOf = (code: string): IssueOwner => (isIssueCode(code) ? ISSUE_CATALOGUE[code].owner : 'operator');

function listed(
  { id, code, recordKind, recordId, params, openedAt }: OpenIssue,
  booking: NamedBooking | null,
  tenant: string,
): ListedIssue {
  const name = booking?.isNumberUnique ? booking.number : recordId;
  return {
    id,
    code,
    params,
    record: `${recordKind}:${name ?? recordId}`,
    owner: ownerOf(code),
    openedAt,
    ...wayOut(code, { recordKind, booking: booking?.state ?? null, tenant }),
    tribeId: isAboutInvoice({ recordKind }) ? recordId : null,
    number: booking?.number ?? null,
  };
}
