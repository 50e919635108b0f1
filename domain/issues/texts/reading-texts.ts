import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About what cannot be read: it is tried again by itself, and closes by itself. */
export const readingTexts = {
  READING_FAILS: {
    nl: {
      title: '{vendor} kan deze factuur niet tonen',
      cause:
        'Gegevens van deze factuur opvragen in {vendor} mislukt telkens ({failures} keer): {words}. Andere gegevens geeft {vendor} wel.',
      fix: 'Open de factuur in Tribe en bewaar ze opnieuw. Helpt dat niet, meld het dan aan de helpdesk van {vendor}. Er wordt vanzelf opnieuw geprobeerd, telkens met een langere tussentijd.',
    },
    fr: {
      title: '{vendor} ne parvient pas à montrer cette facture',
      cause:
        'La lecture des données de cette facture dans {vendor} échoue chaque fois ({failures} fois) : {words}. {vendor} donne bien d’autres données.',
      fix: 'Ouvrez la facture dans Tribe et enregistrez-la à nouveau. Si cela n’aide pas, signalez-le au support de {vendor}. De nouveaux essais ont lieu automatiquement, de plus en plus espacés.',
    },
    en: {
      title: '{vendor} cannot show this invoice',
      cause:
        'Reading data of this invoice in {vendor} fails each time ({failures} times): {words}. {vendor} does give other data.',
      fix: 'Open the invoice in Tribe and save it again. If that does not help, report it to the support of {vendor}. It is tried again automatically, after a longer wait each time.',
    },
  },
  RECORD_UNREADABLE: {
    nl: {
      title: 'Tribe stuurt een factuur die niet te lezen is',
      cause: 'In de lijst van Tribe vanaf {from} staat een onleesbare rij ({words}): {shown}.',
      fix: 'Zoek in Tribe of er sinds dat moment een factuur ontbreekt of fout is, en bewaar ze opnieuw. Helpt dat niet, meld het dan aan de helpdesk van Tribe. De andere facturen gaan gewoon door.',
    },
    fr: {
      title: 'Tribe envoie une facture illisible',
      cause: 'La liste de Tribe depuis {from} contient une ligne illisible ({words}) : {shown}.',
      fix: 'Cherchez dans Tribe si une facture manque ou est erronée depuis ce moment, et enregistrez-la à nouveau. Si cela n’aide pas, signalez-le au support de Tribe. Les autres factures continuent.',
    },
    en: {
      title: 'Tribe sends an invoice that cannot be read',
      cause: 'Tribe’s list from {from} on has a row that cannot be read ({words}): {shown}.',
      fix: 'Look in Tribe whether an invoice since that moment is missing or wrong, and save it again. If that does not help, report it to the support of Tribe. The other invoices go on.',
    },
  },
  ROW_NOT_UNDERSTOOD: {
    nl: {
      title: 'Deze factuur is bewaard door een andere versie',
      cause: 'Deze versie van het programma begrijpt niet wat er van de factuur bewaard is: {words}.',
      fix: 'Installeer de nieuwere versie opnieuw. Tot dan wordt er voor deze factuur niets verstuurd; de andere gaan gewoon door.',
    },
    fr: {
      title: 'Cette facture a été conservée par une autre version',
      cause: 'Cette version du programme ne comprend pas ce qui est conservé de la facture : {words}.',
      fix: 'Installez à nouveau la version plus récente. D’ici là, rien n’est envoyé pour cette facture ; les autres continuent.',
    },
    en: {
      title: 'This invoice was stored by another version',
      cause: 'This version of the program does not understand what is stored of the invoice: {words}.',
      fix: 'Install the newer version again. Until then nothing is sent for this invoice; the others go on.',
    },
  },
  INVOICE_FAILS: {
    nl: {
      title: 'Aan deze factuur kan niet gewerkt worden',
      cause: 'Het programma loopt telkens vast op deze factuur ({failures} keer): {words}.',
      fix: 'Meld dit aan de helpdesk, met deze woorden erbij. Er wordt vanzelf opnieuw geprobeerd; de andere facturen gaan gewoon door.',
    },
    fr: {
      title: 'Cette facture ne peut pas être traitée',
      cause: 'Le programme échoue chaque fois sur cette facture ({failures} fois) : {words}.',
      fix: 'Signalez-le au support, avec ces mots. De nouveaux essais ont lieu automatiquement ; les autres factures continuent.',
    },
    en: {
      title: 'This invoice cannot be worked on',
      cause: 'The program fails at this invoice each time ({failures} times): {words}.',
      fix: 'Report this to support, with these words. It is tried again automatically; the other invoices go on.',
    },
  },
  POLL_FAILS: {
    nl: {
      title: 'De facturen van Tribe worden niet gelezen',
      cause: 'Lezen bij {host} mislukt sinds {since}: {words}.',
      fix: 'Er gaat niets verloren: er wordt vanzelf opnieuw geprobeerd. Blijft het duren, kijk dan of {host} bereikbaar is en wat er in het logboek staat.',
    },
    fr: {
      title: 'Les factures de Tribe ne sont pas lues',
      cause: 'La lecture auprès de {host} échoue depuis {since} : {words}.',
      fix: 'Rien ne se perd : de nouveaux essais ont lieu automatiquement. Si cela persiste, vérifiez si {host} est joignable et ce que dit le journal.',
    },
    en: {
      title: 'The invoices of Tribe are not being read',
      cause: 'Reading from {host} has failed since {since}: {words}.',
      fix: 'Nothing is lost: it is tried again automatically. If it lasts, check whether {host} can be reached, and what the log says.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
