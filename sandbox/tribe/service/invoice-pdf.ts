import { randomUUID } from 'node:crypto';
import { textOf, type StoredRecord } from '../records/stored-record';

/** A one-page PDF of plain ASCII that names the invoice. */
function pdfOf(number: string, date: string): string {
  const text = `BT /F1 18 Tf 72 740 Td (Invoice ${number} of ${date}) Tj ET`.replace(/[^\x20-\x7e]/g, '?');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${text.length} >>\nstream\n${text}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let document = '%PDF-1.4\n';
  const offsets = objects.map((object, index) => {
    const offset = document.length;
    document += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(offset).padStart(10, '0')} 00000 n `;
  });
  const size = objects.length + 1;
  const table = ['xref', `0 ${size}`, '0000000000 65535 f ', ...offsets].join('\n');
  return `${document}${table}\ntrailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${document.length}\n%%EOF\n`;
}

/** The result of Finalize: the PDF of a sent invoice, as an attachment with its file (tribe-api §2.12, §4.6). */
export function invoicePdfRecords(invoice: StoredRecord, now: Date): StoredRecord[] {
  const number = textOf(invoice, 'Number') ?? '';
  const moment = now.toISOString();
  const common = {
    SortIndex: 0,
    IsActive: true,
    IsClosed: false,
    CreationDate: moment,
    LastMutationDate: moment,
  };
  const data = Buffer.from(pdfOf(number, textOf(invoice, 'InvoiceDate') ?? ''), 'ascii').toString('base64');
  const file: StoredRecord = {
    id: randomUUID(),
    type: 'File',
    values: { ...common, Name: `${number}.pdf`, MimeType: 'application/pdf', Data: data },
    links: {},
  };
  const attachment: StoredRecord = {
    id: randomUUID(),
    type: 'Attachment',
    values: { ...common, Description: `${number}.pdf` },
    links: { Entity: invoice.id, Invoice: invoice.id, File: file.id },
  };
  return [file, attachment];
}
