import { type PropertyDefinition } from '../model/entity-type';
import { dottedName, type Schema } from '../model/schema';
import { type Positions } from '../model/tenant-schema';
import { brusselsDate, brusselsMidnight, daysLater } from '../records/brussels-date';
import { linkedId, numberOf, textOf, type Scalar, type StoredRecord } from '../records/stored-record';
import { type RecordReader } from '../records/tenant-records';
import { invoiceAmounts, invoiceDayOf, invoiceOfLine, lineAmounts, type Basis } from './invoice-totals';

/** The context in which a record is read as its tenant shows it. */
export interface View {
  reader: RecordReader;
  schema: Schema;
  position: Positions;
}

/**
 * A field as the API shows it. A stored value takes precedence over a computed one, so that a control action can
 * falsify any field.
 */
export function readProperty(view: View, record: StoredRecord, property: PropertyDefinition): Scalar {
  const stored = record.values[property.key];
  const shown = stored === undefined ? computed(view, record, property.key) : stored;
  return asShown(view, record, property, shown);
}

function computed(view: View, record: StoredRecord, key: string): Scalar {
  switch (key) {
    case 'ID':
      return record.id;
    case '_Type':
      return dottedName(record.type);
    case '_Name':
      return displayName(view, record);
    case 'NumberOfNotes':
      return countPointing(view, record, 'Note');
    case 'NumberOfAttachments':
      return countPointing(view, record, 'Attachment');
    case 'DueDate':
      return dueDay(view, record);
    case 'Name':
      return record.type.startsWith('Relation') ? displayName(view, record) : null;
    case 'Url':
      return fileUrl(view, record);
    case 'Size':
      return Buffer.from(textOf(record, 'Data') ?? '', 'base64').length;
    default:
      break;
  }
  if (record.type === 'ProductLine') return lineTotal(view, record, key);
  if (record.type === 'Activity_Invoice') return invoiceTotal(view, record, key);
  return null;
}

function asShown(view: View, record: StoredRecord, property: PropertyDefinition, value: Scalar): Scalar {
  const { key } = property;
  if (key === 'InvoiceDate' || key === 'DueDate')
    return dateAsShown(property, value, view.position('G1.type'));
  if (key === 'Code' && record.type === 'Datastore_Country') return countryCode(record, view.position('G16'));
  if (key === 'Code' && record.type === 'Datastore_Phase_ActivityInvoice' && value === 'Draft')
    return view.position('G4');
  if (key === 'LastMutationDate' && view.position('mutation-date') === 'null') {
    return value === record.values['CreationDate'] ? null : value;
  }
  if (key === 'Quantity' && typeof value === 'number' && isShownPositive(view, record)) return -value;
  return value;
}

function isShownPositive(view: View, line: StoredRecord): boolean {
  if (line.type !== 'ProductLine' || view.position('G3') !== 'positive-and-flag') return false;
  return invoiceOfLine(view.reader, line)?.values['IsCreditInvoice'] === true;
}

function dateAsShown(property: PropertyDefinition, value: Scalar, type: string): Scalar {
  if (typeof value !== 'string') return value;
  const isDay = value.length === 10;
  if (property.type === 'Edm.Date') return isDay ? value : brusselsDate(new Date(value));
  if (!isDay) return value;
  return type === 'utc-midnight'
    ? brusselsMidnight(value).toISOString().replace('.000', '')
    : `${value}T00:00:00Z`;
}

function countryCode(country: StoredRecord, position: string): Scalar {
  const iso2 = textOf(country, 'Code');
  if (position === 'iso2-lower') return iso2?.toLowerCase() ?? null;
  if (position === 'iso3') return textOf(country, 'Iso3');
  return position === 'none' ? null : iso2;
}

function countPointing(view: View, record: StoredRecord, type: string): number {
  return view.reader.pointingTo('Entity', record.id).filter((pointing) => pointing.type === type).length;
}

function dueDay(view: View, invoice: StoredRecord): Scalar {
  const day = invoiceDayOf(invoice)?.slice(0, 10) ?? null;
  const relationshipId = linkedId(invoice, 'Relationship');
  const relationship = relationshipId === null ? null : view.reader.get(relationshipId);
  return day === null ? null : daysLater(day, numberOf(relationship, 'PaymentTermInDays') ?? 30);
}

function fileUrl(view: View, file: StoredRecord): Scalar {
  for (const key of ['File', 'Picture']) {
    const owner = view.reader.pointingTo(key, file.id)[0];
    if (owner !== undefined) return `/v1/odata-file/${owner.type}/${owner.id}/${key}`;
  }
  return null;
}

/** The computed display name, `_Name` (tribe-api §2.3). */
export function displayName(view: View, record: StoredRecord): string | null {
  const stored = textOf(record, 'Name');
  if (record.type === 'Relation_Person') {
    const parts = ['FirstName', 'MiddleName', 'LastName'].map((key) => textOf(record, key) ?? '');
    return parts.filter((part) => part !== '').join(' ');
  }
  if (stored !== null) return stored;
  const childId = linkedId(record, 'Organization') ?? linkedId(record, 'Person');
  if (record.type.startsWith('Relationship_') && childId !== null) {
    const child = view.reader.get(childId);
    return child === null ? null : displayName(view, child);
  }
  if (record.type === 'Address') {
    const street = [textOf(record, 'Street'), numberOf(record, 'HouseNumber'), textOf(record, 'City')];
    return street.filter((part) => part !== null).join(' ');
  }
  return textOf(record, 'Number') ?? textOf(record, 'Subject') ?? textOf(record, 'Description');
}

function basisOf(key: string): Basis {
  return key.endsWith('InCurrency') ? 'inCurrency' : 'base';
}

function lineTotal(view: View, line: StoredRecord, key: string): Scalar {
  const invoice = invoiceOfLine(view.reader, line);
  const amounts = () => lineAmounts(line, invoice, basisOf(key), view.position);
  switch (key.replace(/InCurrency$/, '')) {
    case 'Total':
      return amounts().total;
    case 'TotalExcludingVat':
      return amounts().excludingVat;
    case 'TotalIncludingVat':
      return amounts().includingVat;
    case 'VatAmount':
      return amounts().vat;
    case 'VatAmountIncludingDiscount':
      return amounts().vatIncludingDiscount;
    case 'Price':
      return numberOf(line, 'Price');
    case 'TotalPurchasePrice':
      return (numberOf(line, 'PurchasePrice') ?? 0) * (numberOf(line, 'Quantity') ?? 0);
    default:
      return null;
  }
}

function invoiceTotal(view: View, invoice: StoredRecord, key: string): Scalar {
  const amounts = () => invoiceAmounts(view.reader, invoice, basisOf(key), view.position);
  switch (key.replace(/InCurrency$/, '')) {
    case 'Amount':
      return view.position('G6') === 'excluding' ? amounts().excludingVat : amounts().includingVat;
    case 'TotalExcludingVat':
      return amounts().excludingVat;
    case 'TotalIncludingVat':
      return amounts().includingVat;
    case 'VatAmount':
      return amounts().vat;
    default:
      return null;
  }
}
