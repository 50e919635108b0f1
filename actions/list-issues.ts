import { describeIssue } from '../domain/issues/texts/describe-issue';
import type { TenantId } from '../domain/ids';
import { describeWayOut } from '../domain/ways-out/describe-way-out';
import type { IssueAction } from '../domain/ways-out/issue-actions';
import { isIssueCode, type IssueOwner } from '../domain/issues/issue-catalogue';
import type { Language } from '../domain/issues/texts/text-types';
import { nameBookings, type NamedBooking } from '../store/bookings/booking-names';
import type { Database } from '../store/database/database';
import { listOpenIssues, type OpenIssue } from '../store/issues/issues';
import { getTenant } from '../store/tenants/tenants';
import { unknownTenant, type Refusal } from './action';

/** One open issue in plain words: a contract with whoever scripts this program. */
export interface IssueListing {
  readonly id: string;
  readonly code: string;
  /**
   * `invoice:<Tribe's number>`, or `invoice:<Tribe's id>` where the number is missing or not the only one; else
   * `relation:<id>`, `connection:tribe`, `connection:winbooks`, `journal:<id>`, `tenant:<step>`. Commands take the first form as it is.
   */
  readonly record: string;
  readonly owner: IssueOwner;
  readonly title: string;
  readonly cause: string;
  readonly fix: string;
  readonly openedAt: string;
  readonly actions: readonly IssueAction[];
  /** Of the invoice, else null. */
  readonly tribeId: string | null;
  readonly number: string | null;
  /** Why there is no action, else null. */
  readonly nothingBecause: string | null;
}

/** The tenant's open issues, oldest first, with what can be done about each as things are now. */
export function listIssues(
  database: Database,
  tenant: TenantId,
  language: Language,
): Promise<readonly IssueListing[] | Refusal> {
  return database.asTenant(tenant, async (sql) => {
    const found = await getTenant(sql);
    if (found === null) return unknownTenant(tenant);
    const issues = await listOpenIssues(sql, 100_000);
    const ids = issues.filter(({ recordKind }) => recordKind === 'invoice').map(({ recordId }) => recordId);
    const bookings = new Map(
      (await nameBookings(sql, ids)).map((booking) => [String(booking.tribeInvoiceId), booking]),
    );
    return issues.map((issue) =>
      listed(
        issue,
        (issue.recordKind === 'invoice' ? bookings.get(issue.recordId) : undefined) ?? null,
        found.state,
        language,
      ),
    );
  });
}

function listed(
  { id, code, recordKind, recordId, params, openedAt }: OpenIssue,
  booking: NamedBooking | null,
  tenant: string,
  language: Language,
): IssueListing {
  const { owner, title, cause, fix } = isIssueCode(code)
    ? describeIssue(code, params, language)
    : fromAnotherVersion(code, language);
  const now = { recordKind, booking: booking?.state ?? null, tenant };
  const { actions, nothingBecause } = describeWayOut(code, now, language);
  const name = booking?.isNumberUnique ? booking.number : recordId;
  return {
    id,
    code,
    record: `${recordKind}:${name ?? recordId}`,
    owner,
    title,
    cause,
    fix,
    openedAt: openedAt.toISOString(),
    actions,
    tribeId: recordKind === 'invoice' ? recordId : null,
    number: booking?.number ?? null,
    nothingBecause,
  };
}

/** An issue that was opened by a version with other codes. */
function fromAnotherVersion(code: string, language: Language) {
  return { owner: 'operator' as const, title: code, ...UNKNOWN_CODE[language] };
}

const UNKNOWN_CODE: Readonly<Record<Language, { readonly cause: string; readonly fix: string }>> = {
  nl: {
    cause: 'Geopend door een andere versie van dit programma, die er meer over weet.',
    fix: 'Probeer het opnieuw: dan zegt deze versie wat ze ervan vindt.',
  },
  fr: {
    cause: 'Ouvert par une autre version de ce programme, qui en sait davantage.',
    fix: 'Réessayez : cette version dira alors ce qu’elle en pense.',
  },
  en: {
    cause: 'Opened by another version of this program, which knows more about it.',
    fix: 'Try it again: this version then says what it makes of it.',
  },
};
