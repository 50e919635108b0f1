import { seededRandom } from '../../kernel/seeded-random';
import { type PartySeed } from '../seed/seed-order';

/** A Belgian number with valid check digits, from its first eight digits (winbooks-api §7.2). */
function belgianVat(firstEight: number): string {
  return `${String(firstEight).padStart(8, '0')}${String(97 - (firstEight % 97)).padStart(2, '0')}`;
}

/** Parties as years of bookkeeping leave them: some match a relation in Tribe, some nearly do, some do not. */
export const awkwardParties: PartySeed[] = [
  {
    code: '000123',
    name: 'CAFE T HOEKJE EN ZONEN',
    vatNumber: belgianVat(1_000_001),
    civility: 'BV',
    language: 'nl',
    address: { street: "'t Zand", number: '1', box: '4', zip: '8000', town: 'BRUGGE', country: 'BE' },
  },
  {
    code: '123',
    name: "Société Générale des Oeufs Le Coq d'Or",
    vatNumber: belgianVat(1_000_002),
    language: 'fr',
    website: 'http://coqdor.example',
    address: { street: "Rue de l'Évêché", number: '0', zip: '4000', town: 'Liège', country: 'BE' },
  },
  // Cut off at the forty characters of the import (winbooks-api §7.7).
  {
    code: 'D-0456',
    name: 'Metaalconstructies Vanden Bossche-Deprez',
    vatNumber: belgianVat(1_000_003),
    payCode: '60E',
  },
  {
    code: '2001',
    name: 'Drukkerij De Ster BVBA',
    vatNumber: belgianVat(1_000_004),
    role: 'both',
    civility: 'BVBA',
  },
  {
    code: 'L2002',
    name: 'Papiergroothandel Peeters',
    vatNumber: belgianVat(1_000_005),
    role: 'supplier',
    civility: 'NV',
  },
  { code: '2003', name: 'Dubbel Nummer', vatNumber: belgianVat(1_000_006) },
  { code: '2003B', name: 'Dubbel Nummer (oud)', vatNumber: belgianVat(1_000_006), hidden: true },
  {
    code: '2004',
    name: 'Vroegere Klant BV',
    vatNumber: belgianVat(1_000_007),
    locked: true,
    address: { street: 'Oudestraat', number: '99', zip: '9000', town: 'Gent', country: 'BE' },
  },
  {
    code: '2005',
    name: 'Van der Meer Bloemen B.V.',
    vatNumber: '000000012B01',
    vatCountry: 'NL',
    category: 'EU',
    vat: 'ECEE',
    language: 'nl',
    address: {
      street: 'Keizersgracht',
      number: '1',
      box: 'hs',
      zip: '1015 AB',
      town: 'Amsterdam',
      country: 'NL',
    },
  },
  {
    code: '2007',
    name: 'Brown, Smith & Partners Ltd',
    category: 'EX',
    vat: 'IEXP',
    vatApplicable: 3,
    hidden: true,
    language: 'en',
    address: { street: 'Baker Street', number: '221B', zip: 'NW1 6XE', town: 'London', country: 'GB' },
  },
  { code: '2009', name: 'Fout Nummer BV', vatNumber: '0123456789' },
  {
    code: '2010',
    name: 'Stad Leuven - dienst Groen',
    vatNumber: belgianVat(1_000_009),
    vatApplicable: 2,
    payCode: '60',
    email: 'groen@leuven.example',
    phone: '016/55.20.10',
    address: {
      street: 'Professor Van Overstraetenplein',
      number: '1',
      zip: '3000',
      town: 'Leuven',
      country: 'BE',
    },
  },
  {
    code: 'P3001',
    name: 'VAN DEN BERG Jan',
    civility: 'DHR',
    vatApplicable: 3,
    email: 'jan@vandenberg.example',
  },
  { code: 'P3004', name: 'Van den Berg, Jan', civility: 'DHR', vatApplicable: 3 },
  { code: 'HÉLOÏSE', name: "Héloïse d'Étienne", civility: 'ME', language: 'fr' },
  { code: 'OLDCUSTOMER1', name: 'Code langer dan tien tekens' },
  { code: 'lower', name: 'Code in kleine letters' },
  { code: '2011', name: 'Zelfde naam NV', vatNumber: belgianVat(1_000_011) },
  { code: '2012', name: 'Zelfde naam NV', vatNumber: belgianVat(1_000_012) },
  { code: 'DIVERS', name: 'Diverse klanten', vatApplicable: 3 },
];

type Some<T> = readonly [T, ...T[]];
const trades: Some<string> = [
  'Bakkerij',
  'Slagerij',
  'Garage',
  'Boulangerie',
  'Librairie',
  'Schrijnwerkerij',
  'Imprimerie',
  'Tuinen',
];
const names: Some<string> = [
  'Peeters',
  "D'Hondt",
  'Lefèvre',
  'Van de Velde',
  "'t Kint",
  'Müller',
  'Dupont-Maes',
  'De Smedt',
  'Ó Briain',
];
const forms: Some<string> = ['NV', 'BV', 'SRL', 'SA', 'SNC', 'VZW'];
const towns: Some<[zip: string, town: string]> = [
  ['1000', 'Bruxelles'],
  ['2000', 'Antwerpen'],
  ['3500', 'Hasselt'],
  ['4000', 'Liège'],
  ['5000', 'Namur'],
  ['7500', 'Tournai'],
  ['8500', 'Kortrijk'],
  ['9300', 'Aalst'],
];

/** Enough customers that no list fits in one chunk; the same in every run. */
export function crowd(count: number): PartySeed[] {
  const random = seededRandom(2026);
  const pick = <T>(items: readonly [T, ...T[]]): T => items[Math.floor(random() * items.length)] ?? items[0];
  return Array.from({ length: count }, (_, index) => {
    const form = pick(forms);
    const [zip, town] = pick(towns);
    return {
      code: `Z${String(index + 1).padStart(4, '0')}`,
      name: `${pick(trades)} ${pick(names)} ${form}`,
      ...(random() < 0.85 ? { vatNumber: belgianVat(2_000_000 + index) } : {}),
      locked: random() < 0.05,
      hidden: random() < 0.05,
      civility: form,
      address: { street: 'Stationsstraat', number: String(index + 1), zip, town, country: 'BE' },
    };
  });
}
