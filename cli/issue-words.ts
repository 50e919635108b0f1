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
    noOpenIssues: 'geen open punten',
    owners: { tenant: 'gebruiker van Tribe', accountant: 'boekhouder', operator: 'beheerder' },
  },
  fr: {
    since: 'depuis',
    actions: 'Actions :',
    none: 'aucune',
    noOpenIssues: 'aucun point ouvert',
    owners: { tenant: 'utilisateur de Tribe', accountant: 'comptable', operator: 'gestionnaire' },
  },
  en: {
    since: 'since',
    actions: 'Actions:',
    none: 'none',
    noOpenIssues: 'no open issues',
    owners: { tenant: 'tenant', accountant: 'accountant', operator: 'operator' },
  },
};
