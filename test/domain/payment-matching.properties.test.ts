import fc from 'fast-check';
import { judgeMatching } from '../../domain/payment/judge-matching';
import { isSettled } from '../../domain/payment/payment-standing';
import type { AccountLine } from '../../domain/vendors/winbooks-records';
import { document, line } from './payment-lines';

const cents = fc.integer({ min: 1, max: 500_000_00 });
const signed = fc.tuple(cents, fc.boolean()).map(([amount, isNegative]) => (isNegative ? -amount : amount));

/** Any matching: some documents of either sign, money in and out, differences. */
const matchings = fc
  .tuple(
    fc.array(signed, { minLength: 1, maxLength: 5 }),
    fc.array(fc.tuple(signed, fc.constantFrom(true, false, null)), { minLength: 1, maxLength: 6 }),
  )
  .map(([documents, others]) => [
    ...documents.map((amount, index) => document(index + 1, amount)),
    ...others.map(([amount, isMoney], index) => line(index + 10, amount, { isMoney })),
  ]);

const balance = (lines: readonly AccountLine[]): number =>
  lines.reduce((total, { amountCents }) => total + amountCents, 0);

const documentsIn = (lines: readonly AccountLine[]): AccountLine[] =>
  lines.filter(({ order }) => order === 0);

it('each standing adds up: gross and allocations are the open balance', () => {
  fc.assert(
    fc.property(matchings, (lines) => {
      for (const own of documentsIn(lines)) {
        const { grossCents, openCents, allocations } = judgeMatching(own, lines, null);
        expect(grossCents).toBe(Math.abs(own.amountCents));
        expect(grossCents + allocations.reduce((total, each) => total + each.cents, 0)).toBe(openCents);
      }
    }),
  );
});

it('the open balances of the documents of one sign add up to what the matching owes', () => {
  fc.assert(
    fc.property(matchings, (lines) => {
      for (const sign of [1, -1]) {
        const same = documentsIn(lines).filter(({ amountCents }) => Math.sign(amountCents) === sign);
        if (same.length === 0) continue;
        const open = same.map((own) => judgeMatching(own, lines, null).openCents);
        expect(open.reduce((total, each) => total + each, 0)).toBe(balance(lines) * sign);
      }
    }),
  );
});

it('a matching that balances settles every document in it; one that owes settles none', () => {
  fc.assert(
    fc.property(matchings, fc.boolean(), (lines, isToBalance) => {
      const all =
        isToBalance && balance(lines) !== 0
          ? [...lines, line(28, -balance(lines), { isMoney: true })]
          : lines;
      for (const own of documentsIn(all)) {
        const { state } = judgeMatching(own, all, null);
        expect(isSettled(state)).toBe(balance(all) * Math.sign(own.amountCents) <= 0);
      }
    }),
  );
});

it('the order in which the ledger lists the lines makes no difference', () => {
  fc.assert(
    fc.property(
      matchings.chain((lines) =>
        fc.tuple(fc.constant(lines), fc.shuffledSubarray([...lines], { minLength: lines.length })),
      ),
      ([lines, shuffled]) => {
        for (const own of documentsIn(lines))
          expect(judgeMatching(own, shuffled, null)).toEqual(judgeMatching(own, lines, null));
      },
    ),
  );
});
