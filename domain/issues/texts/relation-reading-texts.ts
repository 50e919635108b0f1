import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About relations that a vendor does not let us read. */
export const relationReadingTexts = {
  RELATION_UNREADABLE: {
    nl: {
      title: 'Een relatie is niet te lezen',
      cause: 'In een lijst van relaties van {vendor} staat een onleesbare rij (“{words}”): {shown}.',
      fix: 'Zoek die relatie in {vendor}, verbeter ze en bewaar ze opnieuw. Helpt dat niet, meld het dan aan de helpdesk. De andere relaties gaan wel door.',
    },
    fr: {
      title: 'Une relation est illisible',
      cause: 'Une liste de relations de {vendor} contient une ligne illisible (« {words} ») : {shown}.',
      fix: 'Cherchez cette relation dans {vendor}, corrigez-la et enregistrez-la à nouveau. Si cela n’aide pas, signalez-le au support. Les autres relations sont bien synchronisées.',
    },
    en: {
      title: 'A relation cannot be read',
      cause: 'A list of relations of {vendor} has a row that cannot be read (“{words}”): {shown}.',
      fix: 'Find that relation in {vendor}, correct it and save it again. If that does not help, report it to support. The other relations go on.',
    },
  },
  CONTACTS_FORBIDDEN: {
    nl: {
      title: 'Contactpersonen in WinBooks mogen niet gelezen worden',
      cause:
        'WinBooks geeft deze gebruiker geen toegang tot de contactpersonen. E-mailadressen en gsm-nummers worden daarom niet gesynchroniseerd. De andere gegevens gaan wel door.',
      fix: 'Geef de gebruiker in WinBooks toegang tot de contactpersonen. Daarna gaat het vanzelf verder.',
    },
    fr: {
      title: 'Les contacts de WinBooks ne peuvent pas être lus',
      cause:
        'WinBooks ne donne pas accès aux contacts à cet utilisateur. Les adresses e-mail et les numéros de GSM ne sont donc pas synchronisés. Les autres données le sont.',
      fix: 'Donnez à l’utilisateur l’accès aux contacts dans WinBooks. La synchronisation reprend ensuite automatiquement.',
    },
    en: {
      title: 'Contacts in WinBooks may not be read',
      cause:
        'WinBooks does not let this user read contacts. E-mail addresses and mobile numbers are therefore not synchronised. The other data are.',
      fix: 'Give the user access to contacts in WinBooks. Synchronisation then goes on automatically.',
    },
  },
  SUPPLIERS_FORBIDDEN: {
    nl: {
      title: 'Leveranciers in WinBooks mogen niet gelezen worden',
      cause:
        'WinBooks geeft deze gebruiker geen toegang tot de leveranciers. Leveranciers worden daarom niet gesynchroniseerd. Klanten wel.',
      fix: 'Geef de gebruiker in WinBooks toegang tot de leveranciers, of schakel het synchroniseren van leveranciers uit.',
    },
    fr: {
      title: 'Les fournisseurs de WinBooks ne peuvent pas être lus',
      cause:
        'WinBooks ne donne pas accès aux fournisseurs à cet utilisateur. Les fournisseurs ne sont donc pas synchronisés. Les clients le sont.',
      fix: 'Donnez à l’utilisateur l’accès aux fournisseurs dans WinBooks, ou désactivez la synchronisation des fournisseurs.',
    },
    en: {
      title: 'Suppliers in WinBooks may not be read',
      cause:
        'WinBooks does not let this user read suppliers. Suppliers are therefore not synchronised. Customers are.',
      fix: 'Give the user access to suppliers in WinBooks, or switch off the synchronisation of suppliers.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
