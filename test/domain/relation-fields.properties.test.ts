import fc from 'fast-check';
import {
  addressHeld,
  addressOfTribe,
  addressOfWinbooks,
  carriedOver,
  sameAddress,
  toTribeAddress,
} from '../../domain/relation/canonical-address';
import { joinedName, renamed, splitName } from '../../domain/relation/person-name';
import { readText } from '../../domain/relation/plain-text';
import { tribeAddresses, winbooksAddresses } from './relation-edits';

/** The same stories each time; `RELATION_SEED` makes others. */
fc.configureGlobal({ seed: Number(process.env['RELATION_SEED'] ?? 5) });

const words = fc
  .array(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), { minLength: 1, maxLength: 5 })
  .map((each) =>
    each
      .join(' ')
      .split(/\s+/u)
      .filter((word) => word !== '')
      .join(' '),
  )
  .filter((name) => name !== '');

describe('a name', () => {
  it('is the same when it is split and joined again', () => {
    fc.assert(fc.property(words, (name) => joinedName(splitName(name)) === name));
  });

  it('is the new one when a person is renamed, and has a last name', () => {
    fc.assert(
      fc.property(words, words, words, (first, last, name) => {
        const parts = renamed({ firstName: first, middleName: null, lastName: last }, name);
        expect(parts === null ? `${first} ${last}` : joinedName(parts)).toBe(name);
        expect(parts === null || parts.lastName).toBeTruthy();
      }),
    );
  });
});

/** A record with its texts as they are read; one that nobody can read is empty. */
const asRead = <Fields extends object>(fields: Fields): Fields =>
  Object.fromEntries(
    Object.entries(fields).map(([name, written]: [string, string | null]) => {
      const text = readText(written);
      return [name, text.kind === 'text' ? text.value : null];
    }),
  ) as Fields;

describe('an address', () => {
  const addresses = fc
    .oneof(
      winbooksAddresses('anything').map(asRead).map(addressOfWinbooks),
      tribeAddresses('anything').map(asRead).map(addressOfTribe),
    )
    .filter((address) => address !== null);

  it('is the same in Tribe, however it has to be split there', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        expect(sameAddress(addressOfTribe(toTribeAddress(address)), address)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that WinBooks has cut is held as it is', () => {
    fc.assert(
      fc.property(addresses, (address) => {
        const held = addressHeld(address);
        expect(sameAddress(held && addressHeld(held), held)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });

  it('that is carried over to the other side shows there what was meant', () => {
    fc.assert(
      fc.property(addresses, addresses, (shown, coming) => {
        const written = carriedOver(shown, coming);
        expect(sameAddress(written, coming) || sameAddress(addressHeld(written), coming)).toBe(true);
      }),
      { numRuns: 2_000 },
    );
  });
});
