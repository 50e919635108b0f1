import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the number of a supplier. */
export const supplierTexts = {
  SUPPLIER_WITHOUT_NUMBER: {
    nl: {
      title: 'Leverancier zonder crediteurnummer',
      cause:
        'Leverancier {supplier} heeft in Tribe geen crediteurnummer. In WinBooks is dat nummer de referentie van de leverancier. De leverancier is nog niet aangemaakt in WinBooks.',
      fix: 'Vul in Tribe het crediteurnummer in. De leverancier wordt daarna vanzelf aangemaakt.',
    },
    fr: {
      title: 'Fournisseur sans numéro de créancier',
      cause:
        'Le fournisseur {supplier} n’a pas de numéro de créancier dans Tribe. Dans WinBooks, ce numéro est la référence du fournisseur. Le fournisseur n’est pas encore créé dans WinBooks.',
      fix: 'Indiquez le numéro de créancier dans Tribe. Le fournisseur sera ensuite créé automatiquement.',
    },
    en: {
      title: 'Supplier without a creditor number',
      cause:
        'Supplier {supplier} has no creditor number in Tribe. In WinBooks that number is the supplier’s reference. The supplier has not been created in WinBooks yet.',
      fix: 'Enter the creditor number in Tribe. The supplier is then created automatically.',
    },
  },
  SUPPLIER_NUMBER_UNUSABLE: {
    nl: {
      title: 'Crediteurnummer past niet in WinBooks',
      cause:
        'Leverancier {supplier} heeft in Tribe het crediteurnummer {number}. Een referentie in WinBooks heeft hoogstens 10 tekens: hoofdletters en cijfers. De leverancier is nog niet aangemaakt in WinBooks.',
      fix: 'Pas het crediteurnummer in Tribe aan. De leverancier wordt daarna vanzelf aangemaakt.',
    },
    fr: {
      title: 'Numéro de créancier impossible dans WinBooks',
      cause:
        'Le fournisseur {supplier} a le numéro de créancier {number} dans Tribe. Une référence de WinBooks a au plus 10 caractères : des majuscules et des chiffres. Le fournisseur n’est pas encore créé dans WinBooks.',
      fix: 'Adaptez le numéro de créancier dans Tribe. Le fournisseur sera ensuite créé automatiquement.',
    },
    en: {
      title: 'Creditor number does not fit WinBooks',
      cause:
        'Supplier {supplier} has creditor number {number} in Tribe. A reference in WinBooks has at most 10 characters: capitals and digits. The supplier has not been created in WinBooks yet.',
      fix: 'Change the creditor number in Tribe. The supplier is then created automatically.',
    },
  },
  CREDITOR_NUMBER_DIFFERS: {
    nl: {
      title: 'Crediteurnummer verschilt van WinBooks',
      cause:
        'De leverancier is gekoppeld aan referentie {supplier} in WinBooks, maar kreeg daarna in Tribe het crediteurnummer {number}. Dat nummer is niet overschreven.',
      fix: 'Vul in Tribe {supplier} in als crediteurnummer.',
    },
    fr: {
      title: 'Le numéro de créancier diffère de WinBooks',
      cause:
        'Le fournisseur est lié à la référence {supplier} dans WinBooks, mais a reçu ensuite le numéro de créancier {number} dans Tribe. Ce numéro n’a pas été écrasé.',
      fix: 'Indiquez dans Tribe {supplier} comme numéro de créancier.',
    },
    en: {
      title: 'Creditor number differs from WinBooks',
      cause:
        'The supplier is linked to reference {supplier} in WinBooks, but was given creditor number {number} in Tribe afterwards. That number was not overwritten.',
      fix: 'Enter {supplier} as the creditor number in Tribe.',
    },
  },
  CREDITOR_NUMBER_DOUBLE: {
    nl: {
      title: 'Crediteurnummer hoort bij een andere relatie',
      cause:
        'De leverancier heeft in WinBooks de referentie {supplier}, en in Tribe het crediteurnummer {number}. In Tribe heeft een andere relatie al crediteurnummer {supplier}: het is dus niet overgenomen.',
      fix: 'Controleer of beide relaties in Tribe dezelfde leverancier zijn, en geef het nummer {supplier} aan één ervan.',
    },
    fr: {
      title: 'Le numéro de créancier appartient à une autre relation',
      cause:
        'Le fournisseur a la référence {supplier} dans WinBooks, et le numéro de créancier {number} dans Tribe. Dans Tribe, une autre relation a déjà le numéro de créancier {supplier} : il n’a donc pas été repris.',
      fix: 'Vérifiez si les deux relations de Tribe sont le même fournisseur, et donnez le numéro {supplier} à une seule d’entre elles.',
    },
    en: {
      title: 'Creditor number belongs to another relation',
      cause:
        'The supplier has reference {supplier} in WinBooks, and creditor number {number} in Tribe. Another relation in Tribe already has creditor number {supplier}, so it was not taken over.',
      fix: 'Check whether both relations in Tribe are the same supplier, and give the number {supplier} to only one of them.',
    },
  },
  SUPPLIER_REFUSED: {
    nl: {
      title: 'WinBooks weigert de nieuwe leverancier',
      cause: 'WinBooks heeft leverancier {supplier} niet aangemaakt en antwoordde: “{words}”.',
      fix: 'Verbeter de gegevens van de leverancier in Tribe. De leverancier wordt daarna vanzelf aangemaakt.',
    },
    fr: {
      title: 'WinBooks refuse le nouveau fournisseur',
      cause: 'WinBooks n’a pas créé le fournisseur {supplier} et a répondu : « {words} ».',
      fix: 'Corrigez les données du fournisseur dans Tribe. Le fournisseur sera ensuite créé automatiquement.',
    },
    en: {
      title: 'WinBooks refuses the new supplier',
      cause: 'WinBooks did not create supplier {supplier} and answered: “{words}”.',
      fix: 'Correct the supplier’s details in Tribe. The supplier is then created automatically.',
    },
  },
  SUPPLIER_CODE_TAKEN: {
    nl: {
      title: 'Referentie van de leverancier is bezet',
      cause:
        'De nieuwe leverancier zou in WinBooks referentie {supplier} krijgen. Die referentie is al van {owner}. De leverancier is niet aangemaakt.',
      fix: 'Is het dezelfde partij, maak die dan in WinBooks ook leverancier. Is het een andere, geef de leverancier in Tribe een ander crediteurnummer.',
    },
    fr: {
      title: 'La référence du fournisseur est prise',
      cause:
        'Le nouveau fournisseur aurait la référence {supplier} dans WinBooks. Cette référence est déjà celle de {owner}. Le fournisseur n’a pas été créé.',
      fix: 'S’il s’agit de la même partie, faites-en aussi un fournisseur dans WinBooks. Sinon, donnez un autre numéro de créancier au fournisseur dans Tribe.',
    },
    en: {
      title: 'Reference of the supplier is taken',
      cause:
        'The new supplier would get reference {supplier} in WinBooks. That reference belongs to {owner} already. The supplier was not created.',
      fix: 'If it is the same party, make it a supplier in WinBooks too. If not, give the supplier another creditor number in Tribe.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
