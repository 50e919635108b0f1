import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what cannot be read: it is tried again by itself, and closes by itself. */
export const readingTexts = {
  READING_FAILS: {
    nl: {
      title: '{vendor} kan deze factuur niet tonen',
      cause:
        '{vendor} geeft de gegevens van deze factuur niet. Dat mislukte {failures} keer: “{words}”. Andere gegevens geeft {vendor} wel.',
      fix: 'Open de factuur in Tribe en bewaar ze opnieuw. Helpt dat niet, meld het dan aan de helpdesk van {vendor}. Er wordt vanzelf opnieuw geprobeerd, met telkens meer tijd ertussen.',
    },
    fr: {
      title: '{vendor} ne parvient pas à montrer cette facture',
      cause:
        '{vendor} ne donne pas les données de cette facture. La lecture a échoué {failures} fois : « {words} ». {vendor} donne bien d’autres données.',
      fix: 'Ouvrez la facture dans Tribe et enregistrez-la à nouveau. Si cela n’aide pas, signalez-le au support de {vendor}. De nouveaux essais ont lieu automatiquement, de plus en plus espacés.',
    },
    en: {
      title: '{vendor} cannot show this invoice',
      cause:
        '{vendor} does not give the data of this invoice. Reading it failed {failures|time|times}: “{words}”. {vendor} does give other data.',
      fix: 'Open the invoice in Tribe and save it again. If that does not help, report it to the support of {vendor}. The integration tries again automatically, after a longer wait each time.',
    },
  },
  RECORD_UNREADABLE: {
    nl: {
      title: 'Tribe stuurt een factuur die niet te lezen is',
      cause: 'In de lijst van Tribe vanaf {from} staat een onleesbare rij (“{words}”): {shown}.',
      fix: 'Zoek in Tribe of er sinds dat moment een factuur ontbreekt of fout is, en bewaar ze opnieuw. Helpt dat niet, meld het dan aan de helpdesk van Tribe. De andere facturen lopen door.',
    },
    fr: {
      title: 'Tribe envoie une facture illisible',
      cause: 'La liste de Tribe depuis {from} contient une ligne illisible (« {words} ») : {shown}.',
      fix: 'Cherchez dans Tribe si une facture manque ou est erronée depuis ce moment, et enregistrez-la à nouveau. Si cela n’aide pas, signalez-le au support de Tribe. Les autres factures sont traitées normalement.',
    },
    en: {
      title: 'Tribe sends an invoice that cannot be read',
      cause: 'Tribe’s list from {from} on has a row that cannot be read (“{words}”): {shown}.',
      fix: 'Check in Tribe whether an invoice from then on is missing or wrong, and save it again. If that does not help, report it to Tribe’s support. Other invoices are not affected.',
    },
  },
  ROW_NOT_UNDERSTOOD: {
    nl: {
      title: 'Deze factuur is bewaard door een andere versie',
      cause:
        'De versie van de koppeling die nu draait, begrijpt niet wat er van de factuur bewaard is: “{words}”.',
      fix: 'De helpdesk installeert de nieuwere versie opnieuw. Tot dan wordt deze factuur niet geboekt. De andere facturen lopen door.',
    },
    fr: {
      title: 'Cette facture a été conservée par une autre version',
      cause:
        'La version actuelle de l’intégration ne comprend pas ce qui est conservé de la facture : « {words} ».',
      fix: 'Le support installe à nouveau la version plus récente. D’ici là, cette facture n’est pas comptabilisée. Les autres factures sont traitées normalement.',
    },
    en: {
      title: 'This invoice was stored by another version',
      cause:
        'The running version of the integration does not understand what is stored of the invoice: “{words}”.',
      fix: 'Support installs the newer version again. Until then this invoice is not booked. Other invoices are not affected.',
    },
  },
  INVOICE_FAILS: {
    nl: {
      title: 'Deze factuur kan niet verwerkt worden',
      cause: 'De koppeling liep {failures} keer vast op deze factuur: “{words}”.',
      fix: 'Meld dit aan de helpdesk, met deze woorden erbij. Er wordt vanzelf opnieuw geprobeerd. De andere facturen lopen door.',
    },
    fr: {
      title: 'Cette facture ne peut pas être traitée',
      cause: 'L’intégration a échoué {failures} fois sur cette facture : « {words} ».',
      fix: 'Signalez-le au support, avec ces mots. De nouveaux essais ont lieu automatiquement. Les autres factures sont traitées normalement.',
    },
    en: {
      title: 'This invoice cannot be processed',
      cause: 'The integration failed {failures|time|times} on this invoice: “{words}”.',
      fix: 'Report this to support, with these words. The integration tries again automatically. Other invoices are not affected.',
    },
  },
  POLL_FAILS: {
    nl: {
      title: 'De facturen van Tribe worden niet gelezen',
      cause: '{host} geeft sinds {since} geen bruikbaar antwoord: “{words}”.',
      fix: 'Er gaat niets verloren. Er wordt vanzelf opnieuw geprobeerd. Blijft het duren, dan controleert de helpdesk of {host} bereikbaar is, en wat er in het logboek staat.',
    },
    fr: {
      title: 'Les factures de Tribe ne sont pas lues',
      cause: '{host} ne donne pas de réponse utilisable depuis {since} : « {words} ».',
      fix: 'Rien ne se perd. De nouveaux essais ont lieu automatiquement. Si cela persiste, le support vérifie si {host} est joignable, et ce que dit le journal technique.',
    },
    en: {
      title: 'Tribe’s invoices are not being read',
      cause: '{host} has given no usable answer since {since}: “{words}”.',
      fix: 'Nothing is lost. The integration tries again automatically. If it lasts, support checks whether {host} can be reached, and what the log says.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
