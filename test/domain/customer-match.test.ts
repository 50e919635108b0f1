import { candidatesInWords, matchByVatNumber, namesAgree } from '../../domain/relation/customer-match';
import { winbooksId } from '../../domain/ids';
import type { WinbooksCustomer } from '../../domain/vendors/winbooks-records';

describe('two names of one VAT number agree', () => {
  it.each([
    ['Peeters Hout BV', 'PEETERS HOUT'],
    ['Peeters Hout BV', 'Peeters Hout NV'],
    ['Peeters Hout B.V.', 'bv peeters-hout'],
    ['Société Générale SRL', 'SOCIETE GENERALE SPRL'],
    ['Brouwerij De Ster & Zonen', 'Brouwerij de Ster en Zonen bvba'],
    ['Müller & Söhne GmbH', 'Muller und Sohne'],
    ["Café 't Hoekje", 'CAFE T HOEKJE'],
    ['Van den Berg Jan', 'Jan van den Berg'],
    ['VandenBerg', 'Van den Berg'],
    ['Straßenbau Groß', 'STRASSENBAU GROSS'],
    // Cut off at the forty characters of an import.
    ['Metaalconstructies Vanden Bossche-Deprez & Zonen', 'Metaalconstructies Vanden Bossche-Deprez'],
    ['NV', 'nv'],
  ])('%p and %p', (a, b) => {
    expect(namesAgree(a, b)).toBe(true);
    expect(namesAgree(b, a)).toBe(true);
  });

  it.each([
    ['Peeters Hout BV', 'Peeters Staal BV'],
    ['Peeters Hout BV', 'Peeters'],
    ["Café 't Hoekje", 'CAFE T HOEKJE EN ZONEN'],
    ['Stad Leuven - dienst Groen', 'Stad Leuven - dienst Wegen'],
    ['BV', 'NV'],
    ['Peeters Hout', null],
    ['', ''],
  ])('not %p and %p', (a, b) => {
    expect(namesAgree(a, b)).toBe(false);
    expect(namesAgree(b, a)).toBe(false);
  });
});

const customer = (code: string, given: Partial<WinbooksCustomer> = {}): WinbooksCustomer => ({
  id: winbooksId(`id of ${code}`),
  code,
  name: 'Peeters Hout NV',
  vatNumber: '0000000196',
  vatCountryCode: 'BE',
  isLocked: false,
  isHidden: false,
  centralAccountId: null,
  defaultAccountId: null,
  ...given,
});

describe('a customer by its VAT number', () => {
  const [k1, k2] = [customer('K1'), customer('K2')];

  it('is the only one in use, if its name agrees', () => {
    expect(matchByVatNumber('Peeters Hout BV', [k1])).toEqual({ kind: 'one', customer: k1 });
    expect(matchByVatNumber('Peeters Hout BV', [])).toEqual({ kind: 'none' });
    expect(matchByVatNumber('Janssens', [k1])).toEqual({ kind: 'unclear', candidates: [k1] });
    expect(matchByVatNumber('Peeters Hout BV', [k1, k2])).toEqual({ kind: 'unclear', candidates: [k1, k2] });
  });

  it('one that is hidden or locked stands aside for one that is neither', () => {
    const [hidden, locked] = [customer('K8', { isHidden: true }), customer('K9', { isLocked: true })];
    expect(matchByVatNumber('Peeters Hout', [hidden, k1, locked])).toEqual({ kind: 'one', customer: k1 });
    expect(matchByVatNumber('Peeters Hout', [hidden])).toEqual({ kind: 'unclear', candidates: [hidden] });
    // Locked holds the invoice by itself.
    expect(matchByVatNumber('Peeters Hout', [locked])).toEqual({ kind: 'one', customer: locked });
  });

  it('is named with its code', () => {
    expect(candidatesInWords([customer('K2', { name: null }), k1])).toBe('K1 (Peeters Hout NV); K2');
  });
});
