import type { BookingState } from '../../domain/booking/booking-entry';
import type { Language } from '../../domain/issues/texts/text-types';

/** The words of the table of invoices: short, as a row has to fit on a screen. */
export interface TableWords {
  readonly tenant: string;
  readonly number: string;
  readonly customer: string;
  readonly gross: string;
  readonly state: string;
  readonly journal: string;
  readonly states: Readonly<Record<BookingState | 'linked', string>>;
  readonly moved: (bookedOn: string, invoiceDate: string) => string;
}

export const TABLE_WORDS: Readonly<Record<Language, TableWords>> = {
  nl: {
    tenant: 'Koppeling',
    number: 'Nummer',
    customer: 'Klant',
    gross: 'Totaal',
    state: 'Status',
    journal: 'Dagboek',
    states: {
      waiting: 'wacht',
      prepared: 'klaar',
      posting: 'onderweg',
      verifying: 'wordt nagekeken',
      booked: 'geboekt',
      linked: 'gekoppeld',
      held: 'tegengehouden',
      skipped: 'overgeslagen',
    },
    moved: (bookedOn, invoiceDate) =>
      `Geboekt op ${bookedOn}: de periode van de factuurdatum, ${invoiceDate}, is afgesloten`,
  },
  fr: {
    tenant: 'Intégrat.',
    number: 'Numéro',
    customer: 'Client',
    gross: 'Total',
    state: 'État',
    journal: 'Journal',
    states: {
      waiting: 'en attente',
      prepared: 'prête',
      posting: 'en cours',
      verifying: 'en vérification',
      booked: 'comptabilisée',
      linked: 'liée',
      held: 'retenue',
      skipped: 'écartée',
    },
    moved: (bookedOn, invoiceDate) =>
      `Comptabilisée le ${bookedOn}\u00a0: la période de sa date, ${invoiceDate}, est clôturée`,
  },
  en: {
    tenant: 'Tenant',
    number: 'Number',
    customer: 'Customer',
    gross: 'Gross',
    state: 'State',
    journal: 'Journal',
    states: {
      waiting: 'waiting',
      prepared: 'prepared',
      posting: 'posting',
      verifying: 'verifying',
      booked: 'booked',
      linked: 'linked',
      held: 'held',
      skipped: 'skipped',
    },
    moved: (bookedOn, invoiceDate) =>
      `Booked on ${bookedOn}: the period of its own date, ${invoiceDate}, is closed`,
  },
};
