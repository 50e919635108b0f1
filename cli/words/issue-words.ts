import type { IssueOwner } from '../../domain/issues/issue-catalogue';
import type { Language } from '../../domain/issues/texts/text-types';

/** The words around an issue when it is printed for people. Codes, commands and records keep their names. */
interface IssueWords {
  readonly since: string;
  readonly actions: string;
  readonly none: string;
  readonly noOpenIssues: string;
  /** In front of its number, at the beginning of a sentence. */
  readonly invoice: string;
  readonly customer: string;
  readonly due: string;
  /** In front of what either side holds of an invoice that is booked. */
  readonly inWinbooks: string;
  readonly inTribeNow: string;
  readonly owners: Readonly<Record<IssueOwner, string>>;
}

export const ISSUE_WORDS: Readonly<Record<Language, IssueWords>> = {
  nl: {
    since: 'sinds',
    actions: 'Acties:',
    none: 'geen',
    noOpenIssues: 'geen open aandachtspunten',
    invoice: 'Factuur',
    customer: 'klant',
    due: 'vervalt',
    inWinbooks: 'In WinBooks:',
    inTribeNow: 'Volgens Tribe nu:',
    owners: { tenant: 'gebruiker van Tribe', accountant: 'boekhouder', operator: 'helpdesk' },
  },
  fr: {
    since: 'depuis',
    actions: 'Actions :',
    none: 'aucune',
    noOpenIssues: 'aucun point d’attention ouvert',
    invoice: 'La facture',
    customer: 'client',
    due: 'échéance',
    inWinbooks: 'Dans WinBooks :',
    inTribeNow: 'Selon Tribe maintenant :',
    owners: { tenant: 'utilisateur de Tribe', accountant: 'comptable', operator: 'support' },
  },
  en: {
    since: 'since',
    actions: 'Actions:',
    none: 'none',
    noOpenIssues: 'no open issues',
    invoice: 'Invoice',
    customer: 'customer',
    due: 'due',
    inWinbooks: 'In WinBooks:',
    inTribeNow: 'As Tribe has it now:',
    owners: { tenant: 'Tribe user', accountant: 'accountant', operator: 'support' },
  },
};

/** The columns of issues in a spreadsheet. */
export const ISSUE_HEADINGS: Readonly<Record<Language, readonly string[]>> = {
  nl: ['Sinds', 'Waarover', 'Code', 'Voor wie', 'Aandachtspunt', 'Oorzaak', 'Oplossing', 'Acties'],
  fr: ['Depuis', 'Objet', 'Code', 'Pour qui', 'Point d’attention', 'Cause', 'Solution', 'Actions'],
  en: ['Since', 'About', 'Code', 'Owner', 'Issue', 'Cause', 'Fix', 'Actions'],
};
