import { tribeId } from '../../domain/ids';
import { invoiceOf } from '../../clients/tribe/invoice-records';

const read = (record: Record<string, unknown>) => invoiceOf(record, tribeId('i'), [], 'InvoiceDate');

describe('a Tribe invoice', () => {
  it('has its totals in its own currency beside the base ones (tribe-api §3.12)', () => {
    const record = {
      TotalExcludingVat: 100,
      TotalExcludingVatInCurrency: 110,
      VatAmountInCurrency: '23.1',
      TotalIncludingVatInCurrency: null,
    };
    expect(read(record).inCurrency).toEqual({
      totalExcludingVat: 110,
      vatAmount: 23.1,
      totalIncludingVat: null,
    });
  });

  it.each(['StructuredCommunication', 'structuredMessage', 'PaymentReference', 'OGM'])(
    'may carry a structured communication in %s',
    (name) => {
      expect(read({ [name]: ' +++090/9337/55493+++ ' }).structuredCommunication).toBe('+++090/9337/55493+++');
    },
  );

  it.each<[string, unknown]>([
    ['CreditedInvoiceNumber', '20260012'],
    ['OriginalInvoiceNumber', 20260012],
    ['CreditedInvoice', { ID: 'x', Number: '20260012' }],
    ['OriginalInvoice', { Number: ' 20260012 ' }],
    ['CreditInvoiceFor', '20260012'],
  ])('may tell by %s what it takes back', (name, value) => {
    expect(read({ [name]: value }).creditedNumber).toBe('20260012');
  });

  it('tells nothing of either where there is no such field', () => {
    expect(read({ Number: '20260044', OriginalInvoice: { ID: 'x' } })).toMatchObject({
      structuredCommunication: null,
      creditedNumber: null,
      relationDescription: null,
    });
  });
});
