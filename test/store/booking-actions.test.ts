import { linkHeld, type DocumentToLink } from '../../store/bookings/booking-actions';
import { findBookings, loadBooking } from '../../store/bookings/booking-row';
import { holdBooking } from '../../store/bookings/booking-transitions';
import type { TenantSql } from '../../store/database/database';
import { listOpenIssues } from '../../store/issues/issues';
import type { TribeId } from '../../domain/ids';
import { situations } from './booking-situations';
import {
  found,
  newActiveTenant,
  newWinbooksId,
  openStore,
  prepared,
  type StoreFixture,
} from './store-fixture';
import { retryBooking, retryHeldFor, skipByHand } from '../../store/bookings/held-bookings';

/** What people may do to a booking, in every situation that it can be in. */
describe('actions on a booking', () => {
  let store: StoreFixture;

  beforeAll(async () => {
    store = await openStore();
  });
  afterAll(() => store.close());

  const inTenant = async <T>(work: (sql: TenantSql) => Promise<T>): Promise<T> =>
    store.database.asTenant(await newActiveTenant(store.database), work);
  const aDocument = (given: Partial<DocumentToLink> = {}): DocumentToLink => ({
    id: newWinbooksId(),
    journalId: newWinbooksId(),
    journalCode: 'VEN',
    docNumber: 7,
    bookYearId: newWinbooksId(),
    bookYear: '2026',
    customerCode: 'C1',
    grossCents: 12_100,
    ...given,
  });
  type Situation = keyof typeof situations;
  const names = Object.keys(situations) as Situation[];
  const accepted = (action: 'retry' | 'skip' | 'link'): readonly Situation[] =>
    ({ retry: ['held', 'skipped'], skip: ['waiting', 'held'], link: ['held'] })[action] as Situation[];
  const actions: Record<'retry' | 'skip' | 'link', (sql: TenantSql, id: TribeId) => Promise<boolean>> = {
    retry: retryBooking,
    skip: (sql, id) => skipByHand(sql, id, 'because'),
    link: async (sql, id) => (await linkHeld(sql, id, aDocument())) === 'linked',
  };

  describe.each(['retry', 'skip', 'link'] as const)('%s', (action) => {
    it.each(names)('of one that is %s', async (name) => {
      await inTenant(async (sql) => {
        const id = await situations[name](sql);
        const before = await loadBooking(sql, id);
        const isDone = await actions[action](sql, id);

        expect(isDone).toBe(accepted(action).includes(name));
        if (!isDone) expect(await loadBooking(sql, id)).toEqual(before);
      });
    });
  });

  it('a skip and a link close the issue, a retry leaves it until the outcome', async () => {
    await inTenant(async (sql) => {
      for (const [action, open] of [
        ['retry', 1],
        ['skip', 0],
        ['link', 0],
      ] as const) {
        const id = await situations.held(sql);
        await actions[action](sql, id);
        const issues = (await listOpenIssues(sql)).filter(({ recordId }) => recordId === id);
        expect({ action, open: issues.length }).toEqual({ action, open });
      }
    });
  });

  it('a near miss that is tried again is told apart for good, once; another issue tells nothing apart', async () => {
    await inTenant(async (sql) => {
      const document = newWinbooksId();
      const id = await found(sql);
      for (const code of ['NEAR_MISS', 'NEAR_MISS', 'NUMBER_TAKEN']) {
        await holdBooking(sql, id, code, { documentId: code === 'NEAR_MISS' ? document : newWinbooksId() });
        expect(await retryBooking(sql, id)).toBe(true);
      }
      expect((await loadBooking(sql, id))?.clearedDocuments).toEqual([document]);
    });
  });

  it('all that is held with one of the codes is released, and nothing else', async () => {
    await inTenant(async (sql) => {
      const hold = async (code: string): Promise<TribeId> => {
        const id = await found(sql);
        await holdBooking(sql, id, code);
        return id;
      };
      const [closed, gone] = [await hold('PERIOD_CLOSED'), await hold('VAT_CODE_GONE')];
      const other = await hold('CUSTOMER_LOCKED');

      expect((await retryHeldFor(sql, ['PERIOD_CLOSED', 'VAT_CODE_GONE'])).toSorted()).toEqual(
        [closed, gone].toSorted(),
      );
      expect((await loadBooking(sql, other))?.state).toBe('held');
      expect((await loadBooking(sql, closed))?.dueAt).not.toBeNull();
    });
  });

  it('a linked booking is what its document is', async () => {
    await inTenant(async (sql) => {
      const id = await situations.held(sql);
      const document = aDocument();
      expect(await linkHeld(sql, id, document)).toBe('linked');

      expect(await loadBooking(sql, id)).toMatchObject({
        state: 'booked',
        linked: true,
        winbooksId: document.id,
        journalCode: 'VEN',
        docNumber: 7,
        bookYear: '2026',
        issueCode: null,
      });
    });
  });

  it('a document belongs to one invoice, and a number that another one claims is not taken from it', async () => {
    await inTenant(async (sql) => {
      const [first, second] = [await situations.held(sql), await found(sql)];
      await holdBooking(sql, second, 'NUMBER_CLAIMED');
      const document = aDocument();
      await linkHeld(sql, first, document);
      expect(await linkHeld(sql, second, document)).toMatchObject({ conflict: 'document', other: first });

      const claiming = await prepared(sql);
      const claim = await loadBooking(sql, claiming);
      const sameNumber = aDocument({
        journalId: claim?.journalId ?? null,
        bookYearId: claim?.entry?.bookYearId ?? null,
        docNumber: claim?.docNumber ?? null,
      });
      const scope = claim?.numberingScope ?? '';
      expect(
        await linkHeld(sql, second, { ...sameNumber, bookYearId: scope as DocumentToLink['bookYearId'] }),
      ).toMatchObject({ conflict: 'number', other: claiming });
      expect((await loadBooking(sql, second))?.state).toBe('held');
    });
  });

  it('is found by its id, or by a number whatever its capitals', async () => {
    await inTenant(async (sql) => {
      const id = await found(sql);
      const number = (await loadBooking(sql, id))?.number ?? '';
      expect((await findBookings(sql, ` ${id.toUpperCase()} `)).map((row) => row.tribeInvoiceId)).toEqual([
        id,
      ]);
      expect((await findBookings(sql, number.toLowerCase())).map((row) => row.tribeInvoiceId)).toEqual([id]);
      expect(await findBookings(sql, 'nowhere')).toEqual([]);
    });
  });
});
