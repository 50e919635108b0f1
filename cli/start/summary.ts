import type { Language } from '../../domain/issues/texts/text-types';
import { EXIT } from '../bad-input';
import { START_WORDS } from '../words/start-words';
import { invoiceListing, type InvoiceListing } from '../../contract/invoice-listing';
import type { FollowedTenant } from './follow-invoices';

/** The last line of `--json`: a contract with whoever scripts this program. */
export interface Summary {
  readonly tenants: readonly TenantSummary[];
  readonly urls: Readonly<Record<string, string>>;
}

export interface TenantSummary {
  readonly id: string;
  /** Booked by us. */
  readonly booked: number;
  /** Found in the ledger already, and taken for the invoice. */
  readonly linked: number;
  readonly held: number;
  readonly skipped: number;
  readonly seconds: number;
  readonly invoices: readonly InvoiceListing[];
  /** Codes of what stands in the way of the tenant as a whole. */
  readonly obstacles: readonly string[];
}

export function summarise(
  tenants: readonly FollowedTenant[],
  urls: Readonly<Record<string, string>>,
): Summary {
  return { tenants: tenants.map(summariseTenant), urls };
}

function summariseTenant({ id, bookings, seconds, obstacles }: FollowedTenant): TenantSummary {
  const count = (fits: (invoice: InvoiceListing) => boolean): number => invoices.filter(fits).length;
  const invoices = bookings.map(invoiceListing);
  return {
    id,
    booked: count(({ state, linked }) => state === 'booked' && !linked),
    linked: count(({ state, linked }) => state === 'booked' && linked),
    held: count(({ state }) => state === 'held'),
    skipped: count(({ state }) => state === 'skipped'),
    seconds,
    invoices,
    obstacles,
  };
}

/** What to open at an address whose root shows nothing. */
const PATHS: Readonly<Record<string, string>> = { server: '/health/ready', api: '/docs' };

/**
 * The same for people, one sentence per tenant and the addresses.
 *
 * @param urls null when everything ends now, and none of them can be opened any more
 */
export function summaryLines(
  tenants: readonly FollowedTenant[],
  urls: Readonly<Record<string, string>> | null,
  language: Language,
): string[] {
  const words = START_WORDS[language];
  const lines = tenants.map((tenant) => {
    const { id, seconds, obstacles, ...counted } = summariseTenant(tenant);
    const isNew = tenant.bookings.length > tenant.before;
    const counts = words.counts(counted);
    const codes = obstacles.join(', ');
    if (tenant.activation === 'failed') return `${id}${words.colon} ${words.notActivated(codes)}`;
    if (tenant.activation === 'not-changed') return `${id}${words.colon} ${words.notApplied(counts)}`;
    if (obstacles.length > 0) return `${id}${words.colon} ${words.stoppedBy(codes, counts)}`;
    return `${id}${words.colon} ${isNew ? words.done(counts, seconds) : words.nothingNew(counts)}`;
  });
  if (urls === null) return ['', ...lines, words.everythingEnds];
  const addresses = Object.entries(urls).map(
    ([name, url]) => `  ${(words.addresses[name] ?? name).padEnd(18)}${url}${PATHS[name] ?? ''}`,
  );
  return ['', ...lines, ...addresses];
}

/** 0 all booked or linked · 3 some held or skipped · 1 something failed, was not applied, or is not final. */
export function exitCodeOf(tenants: readonly FollowedTenant[]): number {
  const isWell = ({ activation, obstacles }: FollowedTenant): boolean =>
    activation !== 'failed' && activation !== 'not-changed' && obstacles.length === 0;
  if (!tenants.every(isWell)) return EXIT.failed;
  const states = tenants.flatMap(({ bookings }) => bookings.map(({ state }) => state));
  if (states.some((state) => state !== 'booked' && state !== 'held' && state !== 'skipped'))
    return EXIT.failed;
  return states.every((state) => state === 'booked') ? EXIT.ok : EXIT.needsAttention;
}
