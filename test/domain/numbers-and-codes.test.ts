import { newCustomerCode } from '../../domain/relation/customer-code';

describe('newCustomerCode', () => {
  it.each(['C1001', '7', 'ABCDEFGHIJ', ' K201 '])('keeps the debtor number %p', (number) => {
    expect(newCustomerCode(number)).toEqual({ ok: true, code: number.trim() });
  });

  it.each(['c1001', 'ABCDEFGHIJK', 'C-1001', 'HÉLOÏSE', 'A B'])(
    'holds %p, which WinBooks might change',
    (number) => {
      expect(newCustomerCode(number)).toEqual({
        ok: false,
        issue: { code: 'CUSTOMER_NUMBER_UNUSABLE', params: { number } },
      });
    },
  );

  it.each([null, '', '   '])('holds a debtor without number: %p', (number) => {
    expect(newCustomerCode(number)).toMatchObject({ ok: false, issue: { code: 'CUSTOMER_WITHOUT_NUMBER' } });
  });
});
