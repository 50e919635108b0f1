import { resolveAccounts } from '../../domain/booking/account-resolution';
import { mapInvoice } from '../../domain/invoice/invoice-mapping';
import {
  account,
  CUSTOMER,
  CUSTOMERS_ACCOUNT,
  invoiceOf,
  mappingRules,
  VAT_ACCOUNT,
  vatCode,
} from './sample-records';

const mapped = mapInvoice(invoiceOf(), mappingRules);
if (!mapped.ok) throw new Error('the sample invoice maps');
const { plan } = mapped;
const folder = (...more: ReturnType<typeof account>[]) => ({
  vatCodes: [vatCode(21)],
  accounts: [account('700000'), VAT_ACCOUNT, ...more],
  centralAccounts: [CUSTOMERS_ACCOUNT],
});
const resolve = (roundingCents: number, code: string | null, ...more: ReturnType<typeof account>[]) => {
  const result = resolveAccounts({ ...plan, roundingCents }, CUSTOMER, folder(...more), code);
  return result.ok ? (result.resolved.roundingAccount?.code ?? null) : result.issue.code;
};

describe('the account of a rounding difference', () => {
  it('is the one of the settings', () => {
    expect(resolve(1, '659000', account('659000'))).toBe('659000');
    expect(resolve(-2, '759000', account('659000'), account('759000'))).toBe('759000');
  });

  it('is not looked at without a difference', () => {
    expect(resolve(0, '659000')).toBeNull();
    expect(resolve(0, null)).toBeNull();
  });

  it.each([
    ['ACCOUNT_UNKNOWN', []],
    ['ACCOUNT_LOCKED', [account('659000', { isLocked: true })]],
    ['ACCOUNT_NOT_ORDINARY', [account('659000', { centralAccountType: 'V03' })]],
  ])('stops at %s', (code, accounts) => {
    expect(resolve(1, '659000', ...accounts)).toBe(code);
  });
});
