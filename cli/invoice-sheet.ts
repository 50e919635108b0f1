import { isIssueCode } from '../domain/issues/issue-catalogue';
import { describeIssue } from '../domain/issues/texts/describe-issue';
import type { Language } from '../domain/issues/texts/text-types';
import type { ListedBooking } from '../store/bookings/booking-row';
import type { Cell } from './csv';
import { invoiceListing } from '../contract/invoice-listing';
import { skipReasonIn } from './words/history-words';
import { momentForSheet } from './words/moments';
import { TABLE_WORDS } from './words/table-words';

/** One invoice as a row of a spreadsheet, under `INVOICE_HEADINGS`; a credit note has negative amounts. */
export function invoiceCells(booking: ListedBooking, language: Language): Cell[] {
  const invoice = invoiceListing(booking);
  const { states } = TABLE_WORDS[language];
  return [
    invoice.number,
    invoice.date,
    booking.customerName,
    booking.customerCode,
    KINDS[language][invoice.kind],
    amount(invoice.grossCents),
    invoice.currency,
    amount(invoice.folderGrossCents),
    states[booking.state === 'booked' && booking.linked ? 'linked' : booking.state],
    invoice.journal,
    invoice.docNumber,
    invoice.bookYear,
    invoice.bookedOn,
    booking.bookedAt === null ? null : momentForSheet(booking.bookedAt),
    booking.issueCode,
    whyIn(booking, language),
    momentForSheet(booking.foundAt),
    booking.tribeInvoiceId,
    booking.winbooksId,
  ];
}

const amount = (cents: number | null): Cell => (cents === null ? null : { cents });

function whyIn({ state, issueCode, issueDetails, skipReason }: ListedBooking, language: Language): Cell {
  if (state === 'skipped') return skipReason === null ? null : skipReasonIn(skipReason, language);
  if (issueCode === null || !isIssueCode(issueCode)) return null;
  return describeIssue(issueCode, issueDetails ?? {}, language).title;
}

const KINDS: Readonly<Record<Language, Readonly<Record<'invoice' | 'credit', string>>>> = {
  nl: { invoice: 'factuur', credit: 'creditnota' },
  fr: { invoice: 'facture', credit: 'note de crédit' },
  en: { invoice: 'invoice', credit: 'credit note' },
};

export const INVOICE_HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  nl: [
    'Nummer',
    'Datum',
    'Klant',
    'Referentie van de klant',
    'Soort',
    'Totaal',
    'Munt',
    'Totaal EUR',
    'Status',
    'Dagboek',
    'Documentnummer',
    'Boekjaar',
    'Boekingsdatum',
    'Geboekt op',
    'Code',
    'Waarom',
    'Gevonden op',
    'Id in Tribe',
    'Id in WinBooks',
  ],
  fr: [
    'Numéro',
    'Date',
    'Client',
    'Référence du client',
    'Type',
    'Total',
    'Devise',
    'Total EUR',
    'État',
    'Journal',
    'Numéro de document',
    'Exercice',
    'Date d’écriture',
    'Comptabilisée le',
    'Code',
    'Pourquoi',
    'Trouvée le',
    'Id dans Tribe',
    'Id dans WinBooks',
  ],
  en: [
    'Number',
    'Date',
    'Customer',
    'Customer reference',
    'Kind',
    'Gross',
    'Currency',
    'Gross EUR',
    'State',
    'Journal',
    'Document number',
    'Book year',
    'Entry date',
    'Booked at',
    'Code',
    'Why',
    'Found at',
    'Id in Tribe',
    'Id in WinBooks',
  ],
};
