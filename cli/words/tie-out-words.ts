import type { Language } from '../../domain/issues/texts/text-types';
import type { DifferenceCode } from '../../domain/tie-out/tie-out-records';
import { counted } from './counted';

interface TieOutWords {
  readonly title: (tenant: string) => string;
  readonly question: string;
  readonly agrees: string;
  readonly differs: (differences: number) => string;
  readonly since: (appeared: number, resolved: number) => string;
  readonly comparedAt: (moment: string) => string;
  readonly totals: string;
  readonly differences: string;
  readonly columns: {
    readonly journal: string;
    readonly month: string;
    readonly vatCode: string;
    readonly count: string;
    readonly net: string;
    readonly vat: string;
    readonly gross: string;
    readonly open: string;
    readonly difference: string;
    readonly why: string;
    readonly invoice: string;
    readonly document: string;
    readonly date: string;
    readonly customer: string;
    readonly reason: string;
    readonly side: string;
  };
  readonly noVatCode: string;
  readonly codes: Readonly<Record<DifferenceCode, string>>;
  readonly openNote: string;
}

/** What the tie-out says, on screen, in a file and on paper. */
export const TIE_OUT_WORDS: Readonly<Record<Language, TieOutWords>> = {
  nl: {
    title: (tenant) => `Aansluitingscontrole ${tenant}`,
    question: 'Zeggen Tribe en WinBooks hetzelfde?',
    agrees: 'Tribe en WinBooks komen tot op de cent overeen.',
    differs: (count) => `${counted('nl', count, '# verschil', '# verschillen')} tussen Tribe en WinBooks.`,
    since: (appeared, resolved) => `Sinds de vorige controle: ${appeared} nieuw, ${resolved} opgelost.`,
    comparedAt: (moment) => `Gecontroleerd op ${moment}.`,
    totals: 'Controletotalen',
    differences: 'Verschillen',
    columns: {
      journal: 'Dagboek',
      month: 'Maand',
      vatCode: 'Btw-code',
      count: 'Aantal',
      net: 'Netto',
      vat: 'Btw',
      gross: 'Totaal',
      open: 'Openstaand',
      difference: 'Verschil',
      why: 'Wat',
      invoice: 'Factuur',
      document: 'Document',
      date: 'Datum',
      customer: 'Klant',
      reason: 'Reden',
      side: 'Kant',
    },
    noVatCode: 'zonder',
    codes: {
      missing: 'ontbreekt in WinBooks',
      duplicate: 'staat tweemaal in WinBooks',
      amount: 'ander bedrag',
      'vat-code': 'andere btw-code',
      date: 'andere datum',
      customer: 'andere klant',
      deleted: 'verwijderd',
      edited: 'gewijzigd na het boeken',
      unknown: 'document zonder factuur',
      phase: 'andere fase in Tribe',
    },
    openNote: 'Openstaand: Tribe kent alleen betaald of niet, WinBooks ook deelbetalingen.',
  },
  fr: {
    title: (tenant) => `Contrôle de concordance ${tenant}`,
    question: 'Tribe et WinBooks disent-ils la même chose\u00a0?',
    agrees: 'Tribe et WinBooks concordent au centime près.',
    differs: (count) => `${counted('fr', count, '# différence', '# différences')} entre Tribe et WinBooks.`,
    since: (appeared, resolved) =>
      `Depuis le contrôle précédent\u00a0: nouvelles\u00a0: ${appeared}, résolues\u00a0: ${resolved}.`,
    comparedAt: (moment) => `Contrôlé le ${moment}.`,
    totals: 'Totaux de contrôle',
    differences: 'Différences',
    columns: {
      journal: 'Journal',
      month: 'Mois',
      vatCode: 'Code TVA',
      count: 'Nombre',
      net: 'Net',
      vat: 'TVA',
      gross: 'Total',
      open: 'Ouvert',
      difference: 'Différence',
      why: 'Quoi',
      invoice: 'Facture',
      document: 'Document',
      date: 'Date',
      customer: 'Client',
      reason: 'Raison',
      side: 'Côté',
    },
    noVatCode: 'sans',
    codes: {
      missing: 'absente de WinBooks',
      duplicate: 'deux fois dans WinBooks',
      amount: 'autre montant',
      'vat-code': 'autre code TVA',
      date: 'autre date',
      customer: 'autre client',
      deleted: 'supprimée',
      edited: 'modifiée après la comptabilisation',
      unknown: 'document sans facture',
      phase: 'autre phase dans Tribe',
    },
    openNote:
      'Ouvert\u00a0: Tribe sait seulement si une facture est payée, WinBooks connaît aussi les paiements partiels.',
  },
  en: {
    title: (tenant) => `Tie-out ${tenant}`,
    question: 'Do Tribe and WinBooks say the same?',
    agrees: 'Tribe and WinBooks agree to the cent.',
    differs: (count) =>
      `${counted('en', count, '# difference', '# differences')} between Tribe and WinBooks.`,
    since: (appeared, resolved) => `Since the comparison before: ${appeared} new, ${resolved} resolved.`,
    comparedAt: (moment) => `Compared at ${moment}.`,
    totals: 'Control totals',
    differences: 'Differences',
    columns: {
      journal: 'Journal',
      month: 'Month',
      vatCode: 'VAT code',
      count: 'Count',
      net: 'Net',
      vat: 'VAT',
      gross: 'Gross',
      open: 'Open',
      difference: 'Difference',
      why: 'What',
      invoice: 'Invoice',
      document: 'Document',
      date: 'Date',
      customer: 'Customer',
      reason: 'Reason',
      side: 'Side',
    },
    noVatCode: 'none',
    codes: {
      missing: 'missing in WinBooks',
      duplicate: 'twice in WinBooks',
      amount: 'other amount',
      'vat-code': 'other VAT code',
      date: 'other date',
      customer: 'other customer',
      deleted: 'deleted',
      edited: 'changed after it was booked',
      unknown: 'document without an invoice',
      phase: 'other phase in Tribe',
    },
    openNote: 'Open: Tribe knows only paid or not, WinBooks knows partial payments too.',
  },
};
