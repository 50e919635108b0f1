import { decideFormer, type RoleState } from '../../domain/relation/former-rule';
import { newPartyCode, numberDiffers, numberDouble } from '../../domain/relation/party-number';
import { isInactive, isToImport, kindOfParty, rolesToExport } from '../../domain/relation/role-rules';
import { tribeId } from '../../domain/ids';
import type { TribeRole } from '../../domain/vendors/tribe-records';
import { organisation, party, person } from './relation-records';

const ALL = { syncCustomers: true, syncSuppliers: true, syncPersons: true };
const role = (isFormer = false): TribeRole => ({
  relationshipId: tribeId('relationship'),
  isFormer,
  paymentTermDays: null,
});

describe('a customer or supplier of WinBooks', () => {
  const noVat = { vatNumber: null, vatCountryCode: null };
  it.each([
    ['a person when it is addressed as one', party({ ...noVat, civilityCode: 'mevr' }), 'person'],
    ['an organisation when it has a VAT number', party({ civilityCode: 'MEVR' }), 'organisation'],
    [
      'an organisation when it has another civility',
      party({ ...noVat, civilityCode: 'VZW' }),
      'organisation',
    ],
    ['an organisation when it has no civility', party({ ...noVat, civilityCode: null }), 'organisation'],
    [
      'an organisation when it is a supplier',
      party({ ...noVat, role: 'supplier', civilityCode: 'MR' }),
      'organisation',
    ],
  ])('is %s', (_, there, kind) => {
    expect(kindOfParty(there)).toBe(kind);
  });

  it('is inactive when it is locked or hidden, and then it is not imported', () => {
    expect(isInactive(party())).toBe(false);
    for (const given of [{ isLocked: true }, { isHidden: true }]) {
      expect(isInactive(party(given))).toBe(true);
      expect(isToImport(party(given), ALL)).toBe(false);
    }
  });

  it('is imported when its kind and role are switched on', () => {
    const privately = party({ ...noVat, civilityCode: 'MR' });
    expect(isToImport(privately, ALL)).toBe(true);
    expect(isToImport(privately, { ...ALL, syncPersons: false })).toBe(false);
    expect(isToImport(party(), { ...ALL, syncCustomers: false })).toBe(false);
    expect(isToImport(party({ role: 'supplier' }), { ...ALL, syncCustomers: false })).toBe(true);
    expect(isToImport(party({ role: 'supplier' }), { ...ALL, syncSuppliers: false })).toBe(false);
  });
});

describe('a relation of Tribe goes to WinBooks', () => {
  const both = organisation({ customer: role(), supplier: role() });
  it.each([
    ['in both roles', both, ALL, ['customer', 'supplier']],
    ['without a former role', organisation({ customer: role(true), supplier: role() }), ALL, ['supplier']],
    ['never as a lead', organisation({ customer: null, supplier: null }), ALL, []],
    ['without customers, if switched off', both, { ...ALL, syncCustomers: false }, ['supplier']],
    ['without suppliers, if switched off', both, { ...ALL, syncSuppliers: false }, ['customer']],
    ['as a person', person(), ALL, ['customer']],
    ['not as a person, if switched off', person(), { ...ALL, syncPersons: false }, []],
  ])('%s', (_, relation, switches, roles) => {
    expect(rolesToExport(relation, switches)).toEqual(roles);
  });
});

describe('a role in Tribe', () => {
  const state = (wasInactive: boolean, formerByUs = false): RoleState => ({ wasInactive, formerByUs });
  const now = (isInactiveThere: boolean, isFormer: boolean) => ({ isInactive: isInactiveThere, isFormer });

  it.each([
    ['becomes former when WinBooks deactivates', state(false), now(true, false), 'former', state(true, true)],
    ['stays as somebody made it afterwards', state(true, true), now(true, false), null, state(true)],
    ['becomes active when WinBooks activates', state(true, true), now(false, true), 'active', state(false)],
    ['stays former if somebody else made it so', state(true), now(false, true), null, state(false)],
    ['stays former if it was so before', state(false), now(true, true), null, state(true)],
    ['does nothing in WinBooks when it becomes former', state(false), now(false, true), null, state(false)],
    ['stays while nothing changes', state(true, true), now(true, true), null, state(true, true)],
    ['stays when the two meet for the first time', null, now(true, false), null, state(true)],
  ] as const)('%s', (_, before, current, write, next) => {
    expect(decideFormer(before, current, true)).toEqual({ write, state: next });
  });

  it('stays former when the setting says so, and is activated by a later change', () => {
    const first = decideFormer(state(true, true), now(false, true), false);
    expect(first).toEqual({ write: null, state: state(false, true) });
    const again = decideFormer(first.state, now(true, true), true);
    expect(decideFormer(again.state, now(false, true), true).write).toBe('active');
  });
});

describe('the number of a new customer or supplier', () => {
  const choose = (roleOf: 'customer' | 'supplier', number: string | null, other: string | null = null) => {
    const choice = newPartyCode(roleOf, { number, name: 'Peeters Hout' }, other);
    return choice.ok ? choice.code : choice.issue.code;
  };
  it.each([
    ['customer', 'K17', null, 'K17'],
    ['supplier', ' L4 ', null, 'L4'],
    ['supplier', null, 'K17', 'K17'],
    ['supplier', 'L4', 'K17', 'L4'],
    ['customer', null, null, 'CUSTOMER_WITHOUT_NUMBER'],
    ['customer', 'K-17', null, 'CUSTOMER_NUMBER_UNUSABLE'],
    ['supplier', null, null, 'SUPPLIER_WITHOUT_NUMBER'],
    ['supplier', '12345678901', null, 'SUPPLIER_NUMBER_UNUSABLE'],
  ] as const)('%s with number %p, and code %p in the other role: %s', (roleOf, number, other, result) => {
    expect(choose(roleOf, number, other)).toBe(result);
  });

  it.each([
    ['customer', 'DEBTOR'],
    ['supplier', 'CREDITOR'],
  ] as const)('that cannot be written to Tribe is an issue of the %s', (roleOf, prefix) => {
    const beside = { role: roleOf, code: 'K17', number: null };
    expect(numberDiffers(beside)).toEqual({
      code: `${prefix}_NUMBER_DIFFERS`,
      params: { [roleOf]: 'K17', number: '' },
    });
    expect(numberDouble(beside)).toEqual({
      code: `${prefix}_NUMBER_DOUBLE`,
      params: { [roleOf]: 'K17', number: '' },
    });
  });
});
