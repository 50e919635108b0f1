import type { VendorAnswer } from './memory-winbooks';

/** One Sent invoice with the customer that it is for. */
export interface SampleInvoice {
  readonly id: string;
  readonly number: string;
  readonly netAmount: number;
  readonly customer: SampleCustomer;
}

export interface SampleCustomer {
  readonly relationId: string;
  readonly relationshipId: string;
  readonly debtorNumber: string;
  readonly name: string;
  readonly vatNumber: string | null;
}

export const VAT_GROUP = 'dddddddd-0000-4000-8000-000000000021';
const CUSTOMER_TYPE = 'Relationship_Organization_CommercialRelationship_Customer';

/** Tribe in memory, by the whole record: every expand is granted. Null where it has nothing of the kind. */
export function tribeAnswer(invoices: readonly SampleInvoice[], path: string): VendorAnswer {
  const [, set = '', id = ''] = /\/odata\/([A-Za-z_]+)(?:\(([^)]*)\))?/.exec(decodeURIComponent(path)) ?? [];
  if (id === '') return { status: 200, json: { value: [] } };
  const invoice = invoices.find((each) => each.id === id || each.customer.relationshipId === id);
  if (invoice === undefined) return { status: 404, json: null };
  if (set === 'Activity_Invoice') return { status: 200, json: invoiceRecord(invoice) };
  return set === CUSTOMER_TYPE
    ? { status: 200, json: customerRecord(invoice.customer) }
    : { status: 404, json: null };
}

function invoiceRecord({ id, number, netAmount, customer }: SampleInvoice): object {
  const vatAmount = Math.round(netAmount * 21) / 100;
  return {
    ID: id,
    Number: number,
    Phase: { Code: 'Sent' },
    InvoiceDate: '2026-10-12',
    Currency: 'EUR',
    IsVatIncluded: false,
    TotalExcludingVat: netAmount,
    TotalIncludingVat: netAmount + vatAmount,
    VatAmount: vatAmount,
    LastMutationDate: '2026-10-12T09:00:00Z',
    Relationship: { ID: customer.relationshipId, _Type: CUSTOMER_TYPE },
    ProductLines: [
      {
        ID: `${id.slice(0, 35)}f`,
        Description: 'Planks',
        Quantity: 1,
        Price: netAmount,
        TotalExcludingVat: netAmount,
        VatPercentage: 21,
        VatGroup: { ID: VAT_GROUP, Code: 'BE21', Name: '21 %', Percentage: 21 },
        Product: { ID: 'dddddddd-0000-4000-8000-000000000001', GeneralLedgerAccount: { Code: '700000' } },
      },
    ],
  };
}

const customerRecord = (customer: SampleCustomer): object => ({
  ID: customer.relationshipId,
  PaymentTermInDays: 30,
  Organization: {
    ID: customer.relationId,
    Name: customer.name,
    DebtorNumber: customer.debtorNumber,
    VATNumber: customer.vatNumber,
    InvoiceAddress: {
      Street: 'Dorpsstraat',
      HouseNumber: 1,
      Postalcode: '9000',
      City: 'Gent',
      Country: { Code: 'BE' },
    },
  },
});
