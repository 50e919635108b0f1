import { judgeMatching } from '../../domain/payment/judge-matching';
import type { PaymentStanding } from '../../domain/payment/payment-standing';
import type { AccountLine } from '../../domain/vendors/winbooks-records';
import { document, idOf, line } from './payment-lines';

const invoice = document(1, 121_00);

const standing = (own: AccountLine, lines: readonly AccountLine[], before: PaymentStanding | null = null) => {
  const { state, openCents, allocations } = judgeMatching(own, [own, ...lines], before);
  return { state, openCents, parts: allocations.map(({ kind, cents }) => [kind, cents]) };
};

describe('one document', () => {
  it.each([
    ['in no matching', { ...invoice, matchId: null }, [], 'open', 121_00, []],
    ['paid in part', invoice, [line(2, -100_00)], 'partly-paid', 21_00, [['payment', -100_00]]],
    ['paid', invoice, [line(2, -121_00)], 'paid', 0, [['payment', -121_00]]],
    [
      'paid twice over',
      invoice,
      [line(2, -121_00), line(3, -121_00)],
      'overpaid',
      -121_00,
      [
        ['payment', -121_00],
        ['payment', -121_00],
      ],
    ],
    [
      'paid, and paid back',
      invoice,
      [line(2, -121_00), line(3, 121_00)],
      'reversed',
      121_00,
      [
        ['payment', -121_00],
        ['refund', 121_00],
      ],
    ],
    [
      'overpaid, and the rest refunded',
      invoice,
      [line(2, -130_00), line(3, 9_00)],
      'paid',
      0,
      [
        ['payment', -130_00],
        ['refund', 9_00],
      ],
    ],
    ['settled by a credit note', invoice, [document(2, -121_00)], 'credited', 0, [['credit-note', -121_00]]],
    [
      'credited in part, the rest paid',
      invoice,
      [document(2, -21_00), line(3, -100_00)],
      'paid',
      0,
      [
        ['credit-note', -21_00],
        ['payment', -100_00],
      ],
    ],
    ['credited in part', invoice, [document(2, -21_00)], 'partly-paid', 100_00, [['credit-note', -21_00]]],
    [
      'credited by more than it is',
      invoice,
      [document(2, -150_00)],
      'credited',
      -29_00,
      [['credit-note', -150_00]],
    ],
    [
      'paid but for a difference that was written off',
      invoice,
      [line(2, -120_00), line(3, -1_00, { parentId: idOf(1), isMoney: false })],
      'written-off',
      0,
      [
        ['payment', -120_00],
        ['difference', -1_00],
      ],
    ],
    [
      'written off by hand in a miscellaneous journal',
      invoice,
      [line(2, -121_00, { isMoney: false })],
      'written-off',
      0,
      [['difference', -121_00]],
    ],
    [
      'paid by something that no journal names',
      invoice,
      [line(2, -121_00, { isMoney: null })],
      'paid',
      0,
      [['payment', -121_00]],
    ],
    [
      'a credit note that was paid out',
      document(1, -50_00),
      [line(2, 50_00)],
      'paid',
      0,
      [['payment', -50_00]],
    ],
    [
      'a credit note that was set off',
      document(1, -50_00),
      [document(2, 50_00)],
      'credited',
      0,
      [['invoice', -50_00]],
    ],
    ['of nothing at all', { ...invoice, amountCents: 0, matchId: null }, [], 'paid', 0, []],
  ] as const)('%s', (_, own, lines, state, openCents, parts) => {
    expect(standing(own, lines)).toEqual({ state, openCents, parts });
  });

  it('whose matching was undone is reversed, and stays so until something is matched again', () => {
    const paid = judgeMatching(invoice, [invoice, line(2, -121_00)], null);
    const undone = judgeMatching({ ...invoice, matchId: null }, [], paid);
    expect(undone).toEqual({ state: 'reversed', grossCents: 121_00, openCents: 121_00, allocations: [] });
    expect(judgeMatching({ ...invoice, matchId: null }, [], undone).state).toBe('reversed');
    expect(judgeMatching(invoice, [invoice, line(4, -121_00)], undone).state).toBe('paid');
  });
});

describe('several documents', () => {
  const older = document(1, 100_00);
  const newer = document(2, 200_00);

  it('that one payment settles are all paid, each with its own part', () => {
    const payment = line(3, -300_00, { statement: 'FIN/7' });
    const first = judgeMatching(older, [older, newer, payment], null);
    expect(first).toMatchObject({ state: 'paid', openCents: 0 });
    expect(first.allocations).toEqual([
      { date: payment.date, cents: -100_00, kind: 'payment', reference: 'FIN/7' },
    ]);
    expect(standing(newer, [older, payment])).toEqual({
      state: 'paid',
      openCents: 0,
      parts: [['payment', -200_00]],
    });
  });

  it('of a matching that does not balance are not paid, and owe together what the matching owes', () => {
    const payment = line(3, -150_00);
    expect(standing(older, [newer, payment])).toMatchObject({ state: 'partly-paid', openCents: 0 });
    expect(standing(newer, [older, payment])).toMatchObject({ state: 'partly-paid', openCents: 150_00 });
  });

  it('that were overpaid have the rest on the latest', () => {
    const payment = line(3, -310_00);
    expect(standing(older, [newer, payment])).toMatchObject({ state: 'overpaid', openCents: 0 });
    expect(standing(newer, [older, payment])).toMatchObject({ state: 'overpaid', openCents: -10_00 });
  });

  it('a payment that went back again empties the latest first', () => {
    const lines = [line(3, -300_00), line(4, 200_00)];
    expect(standing(older, [newer, ...lines])).toMatchObject({ state: 'partly-paid', openCents: 0 });
    expect(standing(newer, [older, ...lines])).toMatchObject({ state: 'partly-paid', openCents: 200_00 });
  });

  it('invoices and a credit note that balance without money are credited', () => {
    const credit = document(3, -300_00);
    expect(standing(older, [newer, credit]).state).toBe('credited');
    expect(standing(credit, [older, newer]).state).toBe('credited');
  });
});

describe('another currency', () => {
  const dollars = (cents: number) => ({ currency: 'USD', currencyAmountCents: cents });
  const own = document(1, 92_00, dollars(100_00));

  it('is settled when nothing is owed in it: the rest is a difference of exchange', () => {
    expect(standing(own, [line(2, -90_50, dollars(-100_00))])).toEqual({
      state: 'paid',
      openCents: 0,
      parts: [
        ['payment', -90_50],
        ['exchange', -1_50],
      ],
    });
  });

  it('is open when something is owed in it', () => {
    expect(standing(own, [line(2, -90_50, dollars(-99_00))])).toMatchObject({
      state: 'partly-paid',
      openCents: 1_50,
    });
  });

  it('is settled in the currency of the folder once the accountant booked the difference', () => {
    const booked = line(3, -1_50, { isMoney: false, parentId: idOf(1), ...dollars(0) });
    expect(standing(own, [line(2, -90_50, dollars(-100_00)), booked])).toMatchObject({ openCents: 0 });
  });

  it('of different lines is judged in the currency of the folder', () => {
    expect(standing(own, [line(2, -90_50)])).toMatchObject({ state: 'partly-paid', openCents: 1_50 });
  });
});
