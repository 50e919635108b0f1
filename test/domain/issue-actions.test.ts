import { BOOKING_STATES } from '../../domain/booking/booking-entry';
import { codesCuredBy, ISSUE_ACTIONS, wayOut, type IssueNow } from '../../domain/ways-out/issue-actions';
import { ISSUE_CODES, type IssueCode } from '../../domain/issues/issue-catalogue';
import { isSeeable } from '../../domain/issues/seen-issues';

const ofInvoice = (booking: IssueNow['booking'], tenant = 'active'): IssueNow => ({
  recordKind: 'invoice',
  booking,
  tenant,
});
/** Everything that an issue can be about, in every state. */
const places: readonly IssueNow[] = ['active', 'paused', 'activating'].flatMap((tenant) => [
  ...[...BOOKING_STATES, null].map((booking) => ofInvoice(booking, tenant)),
  ...['connection', 'relation', 'tenant', 'journal'].map((recordKind) => ({
    recordKind,
    booking: null,
    tenant,
  })),
]);

describe('what can be done about an issue', () => {
  it.each(ISSUE_CODES)('%s: an action, or the reason why there is none', (code) => {
    for (const now of places) {
      const { actions, nothingBecause } = wayOut(code, now);
      expect({ now, isEmpty: actions.length === 0 }).toEqual({ now, isEmpty: nothingBecause !== null });
      expect(new Set(actions).size).toBe(actions.length);
      for (const action of actions) expect(ISSUE_ACTIONS).toContain(action);
    }
  });

  it.each(ISSUE_CODES)('%s of an invoice offers only what its commands accept', (code) => {
    for (const booking of BOOKING_STATES) {
      const { actions } = wayOut(code, ofInvoice(booking));
      const has = (action: (typeof ISSUE_ACTIONS)[number]): boolean => actions.includes(action);
      const isGone = booking === 'booked' && code === 'BOOKING_GONE';
      if (booking !== 'held') expect(has('retry') || has('relink')).toBe(false);
      if (booking !== 'held') expect(has('link')).toBe(isGone);
      expect(has('rebook')).toBe(isGone);
      if (booking !== 'held' && booking !== 'waiting') expect(has('skip')).toBe(false);
      expect(has('seen')).toBe(booking === 'booked' && isSeeable(code));
    }
  });

  it.each<[IssueCode, string]>([
    ['VAT_GROUP_UNMAPPED', 'map-vat'],
    ['JOURNAL_UNKNOWN', 'settings'],
    ['CUSTOMER_GONE', 'relink'],
  ])('%s of a held invoice is retried, skipped, linked, or cured by %s', (code, cure) => {
    expect(wayOut(code, ofInvoice('held')).actions).toEqual(['retry', 'skip', 'link', cure]);
  });

  it('a connection is connected again; a blind look-up ends with its pause', () => {
    expect(
      wayOut('CONNECTION_REFUSED_TRIBE', { recordKind: 'connection', booking: null, tenant: 'paused' })
        .actions,
    ).toEqual(['reconnect']);
    expect(wayOut('LOOKUP_BLIND', ofInvoice('posting', 'paused')).actions).toEqual(['resume']);
    expect(wayOut('LOOKUP_BLIND', ofInvoice('posting')).actions).toEqual([]);
  });

  it('settings and the VAT map release different invoices', () => {
    const both = codesCuredBy('settings').filter((code) => codesCuredBy('map-vat').includes(code));
    expect(both).toEqual([]);
    expect(codesCuredBy('map-vat')).toContain('VAT_CODE_GONE');
    expect(codesCuredBy('settings')).toContain('PERIOD_CLOSED');
  });
});
