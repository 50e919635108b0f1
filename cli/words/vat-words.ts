import type { VatMapNow } from '../../actions/change-vat-map';
import type { Language } from '../../domain/issues/texts/text-types';
import { kindInMap, type VatKind } from '../../domain/vat/vat-kind';
import type { VatMapEntry } from '../../domain/vat/vat-map';
import { COMMAND_WORDS } from './command-words';
import { wrapped } from './wrapped';

const WIDTH = { width: 79, indent: 2 };

/** Each VAT group with its code, and below it what that code means for its invoices; then the codes that can be chosen. */
export function vatTable(now: VatMapNow, language: Language): string {
  const words = COMMAND_WORDS[language];
  const groups = now.map.flatMap((entry) => {
    const rate = entry.percentage === null ? '' : `${entry.percentage} %`;
    const name = entry.vatGroupName ?? entry.vatGroupCode ?? entry.vatGroupId;
    const code = entry.mapped ? entry.vatCode : words.notMapped;
    const means = vatMeaning(entry, now, language);
    const below = means === null ? [] : wrapped(`  ${means}`, WIDTH);
    return [`${name.padEnd(28)} ${rate.padStart(6)}  ${code}`, ...below];
  });
  const sales = now.codes
    .filter(({ isSale, isLocked }) => isSale !== false && !isLocked)
    .map(({ code, ratePercent }) => (ratePercent === null ? code : `${code} (${ratePercent} %)`));
  return [...groups, words.codesOfFolder(sales.join(', '))].join('\n');
}

/** What the code of a group is in WinBooks, and what it means for an invoice; null for a group without a code. */
export function vatMeaning(entry: VatMapEntry, now: VatMapNow, language: Language): string | null {
  if (!entry.mapped) return null;
  const words = VAT_WORDS[language];
  const code = now.codes.find(({ id }) => id === entry.vatCodeId);
  if (code === undefined) return words.gone;
  const { name, ratePercent, isLocked } = code;
  const kind = ratePercent === null || ratePercent === 0 ? kindInMap(code, now.map) : 'rated';
  return [
    words.code(name, ratePercent),
    kind === 'rated' ? words.rated(ratePercent ?? 0) : words.kinds[kind],
    ...(isLocked ? [words.locked] : []),
  ].join(' ');
}

interface VatWords {
  readonly code: (name: string | null, ratePercent: number | null) => string;
  readonly rated: (ratePercent: number) => string;
  /** Of a code of 0 %, or without a rate. */
  readonly kinds: Readonly<Record<VatKind, string>>;
  readonly gone: string;
  readonly locked: string;
}

const inQuotes = (name: string | null, open: string, close: string): string =>
  name === null ? '' : ` ${open}${name}${close}`;

const VAT_WORDS: Readonly<Record<Language, VatWords>> = {
  nl: {
    code: (name, rate) =>
      `In WinBooks${inQuotes(name, '“', '”')}, ${rate === null ? 'zonder tarief' : `tarief ${rate}%`}.`,
    rated: (rate) => `Binnenlandse verkoop met ${rate}% btw.`,
    kinds: {
      domestic: 'Binnenlandse verkoop zonder btw.',
      'intra-community':
        'Intracommunautair: zonder btw, alleen voor klanten met een btw-nummer van een andere lidstaat. Heeft de klant er geen, dan wordt de factuur tegengehouden.',
      export: 'Uitvoer buiten de EU: zonder btw.',
      'co-contractor':
        'Medecontractant (btw verlegd): zonder btw, alleen voor klanten met een Belgisch btw-nummer. Heeft de klant er geen, dan wordt de factuur tegengehouden.',
      exempt: 'Vrijgesteld van btw.',
      unknown: 'Zonder btw; WinBooks zegt niet om welke soort verkoop het gaat.',
    },
    gone: 'Het dossier heeft deze code niet meer: de facturen worden tegengehouden.',
    locked: 'De code is in WinBooks vergrendeld.',
  },
  fr: {
    code: (name, rate) =>
      `Dans WinBooks${inQuotes(name, '«\u00a0', '\u00a0»')}, ${rate === null ? 'sans taux' : `taux ${rate}\u00a0%`}.`,
    rated: (rate) => `Vente en Belgique avec ${rate}\u00a0% de TVA.`,
    kinds: {
      domestic: 'Vente en Belgique sans TVA.',
      'intra-community':
        'Intracommunautaire\u00a0: sans TVA, seulement pour les clients qui ont un numéro de TVA d’un autre État membre. Sans ce numéro, la facture est retenue.',
      export: 'Exportation hors UE\u00a0: sans TVA.',
      'co-contractor':
        'Cocontractant (autoliquidation)\u00a0: sans TVA, seulement pour les clients qui ont un numéro de TVA belge. Sans ce numéro, la facture est retenue.',
      exempt: 'Exempté de TVA.',
      unknown: 'Sans TVA\u00a0; WinBooks ne dit pas de quel type de vente il s’agit.',
    },
    gone: 'Le dossier n’a plus ce code\u00a0: les factures sont retenues.',
    locked: 'Le code est bloqué dans WinBooks.',
  },
  en: {
    code: (name, rate) =>
      `In WinBooks${inQuotes(name, '“', '”')}, ${rate === null ? 'without a rate' : `rate ${rate}%`}.`,
    rated: (rate) => `Domestic sale with ${rate}% VAT.`,
    kinds: {
      domestic: 'Domestic sale without VAT.',
      'intra-community':
        'Intra-Community: without VAT, only for customers with a VAT number of another member state. An invoice to a customer without one is held.',
      export: 'Export outside the EU: without VAT.',
      'co-contractor':
        'Domestic reverse charge: without VAT, only for customers with a Belgian VAT number. An invoice to a customer without one is held.',
      exempt: 'Exempt from VAT.',
      unknown: 'Without VAT; WinBooks does not say what kind of sale this is.',
    },
    gone: 'The folder does not have this code any more: the invoices are held.',
    locked: 'The code is locked in WinBooks.',
  },
};
