import type { IssueOwner } from '../domain/issue-catalogue';
import type { Language } from '../domain/issue-texts/text-types';

/** The words around an issue when it is printed for people. Codes, commands and records keep their names. */
interface IssueWords {
  readonly since: string;
  readonly actions: string;
  readonly none: string;
  readonly noOpenIssues: string;
  readonly owners: Readonly<Record<IssueOwner, string>>;
}

export const ISSUE_WORDS: Readonly<Record<Language, IssueWords>> = {
  nl: {
    since: 'sinds',
    actions: 'Acties:',
    none: 'geen',
    noOpenIssues: 'geen open aandachtspunten',
    owners: { tenant: 'gebruiker van Tribe', accountant: 'boekhouder', operator: 'helpdesk' },
  },
  fr: {
    since: 'depuis',
    actions: 'Actions :',
    none: 'aucune',
    noOpenIssues: 'aucun point d’attention ouvert',
    owners: { tenant: 'utilisateur de Tribe', accountant: 'comptable', operator: 'support' },
  },
  en: {
    since: 'since',
    actions: 'Actions:',
    none: 'none',
    noOpenIssues: 'no open issues',
    owners: { tenant: 'Tribe user', accountant: 'accountant', operator: 'support' },
  },
};
