import type { IssueCode } from '../issue-catalogue';
import type { IssueTexts } from './text-types';

/** About the data of a relation: a field that is left alone on both sides until somebody repairs it. They stop no invoice. */
export const relationDataTexts = {
  WINBOOKS_VAT_NUMBER_INVALID: {
    nl: {
      title: 'Btw-nummer in WinBooks is niet geldig',
      cause:
        'Bij {customer} staat in WinBooks “{written}” als btw-nummer. Dat is geen geldig btw-nummer. Het wordt in geen van beide systemen gewijzigd. De andere gegevens gaan wel door.',
      fix: 'Verbeter in WinBooks het btw-nummer en het land van het btw-nummer, of maak het veld leeg.',
    },
    fr: {
      title: 'Numéro de TVA non valable dans WinBooks',
      cause:
        'Chez {customer}, WinBooks a « {written} » comme numéro de TVA. Ce n’est pas un numéro de TVA valable. Il n’est modifié dans aucun des deux systèmes. Les autres données sont bien synchronisées.',
      fix: 'Corrigez dans WinBooks le numéro de TVA et son pays, ou videz le champ.',
    },
    en: {
      title: 'VAT number in WinBooks is not valid',
      cause:
        'WinBooks has “{written}” as the VAT number of {customer}. That is not a valid VAT number. It is changed in neither system. The other data are synchronised.',
      fix: 'Correct the VAT number and its country in WinBooks, or empty the field.',
    },
  },
  EMAIL_INVALID: {
    nl: {
      title: 'E-mailadres is niet bruikbaar',
      cause:
        'Bij {customer} staat in {vendor} “{written}” als e-mailadres. Dat is geen e-mailadres, of meer dan één. Het wordt niet gesynchroniseerd. De andere gegevens gaan wel door.',
      fix: 'Vul in {vendor} één e-mailadres in, of maak het veld leeg.',
    },
    fr: {
      title: 'Adresse e-mail inutilisable',
      cause:
        'Chez {customer}, {vendor} a « {written} » comme adresse e-mail. Ce n’est pas une adresse e-mail, ou il y en a plusieurs. Elle n’est pas synchronisée. Les autres données le sont bien.',
      fix: 'Indiquez une seule adresse e-mail dans {vendor}, ou videz le champ.',
    },
    en: {
      title: 'E-mail address cannot be used',
      cause:
        '{vendor} has “{written}” as the e-mail address of {customer}. That is not an e-mail address, or more than one. It is not synchronised. The other data are.',
      fix: 'Enter one e-mail address in {vendor}, or empty the field.',
    },
  },
  PHONE_IS_EMAIL: {
    nl: {
      title: 'E-mailadres in het veld voor telefoon',
      cause:
        'Bij {customer} staat in {vendor} “{written}” als telefoonnummer. Het wordt niet gesynchroniseerd. De andere gegevens gaan wel door.',
      fix: 'Zet het e-mailadres in {vendor} in het juiste veld, en vul het telefoonnummer in.',
    },
    fr: {
      title: 'Adresse e-mail dans le champ du téléphone',
      cause:
        'Chez {customer}, {vendor} a « {written} » comme numéro de téléphone. Il n’est pas synchronisé. Les autres données le sont bien.',
      fix: 'Mettez l’adresse e-mail dans le bon champ de {vendor}, et indiquez le numéro de téléphone.',
    },
    en: {
      title: 'E-mail address in the phone field',
      cause:
        '{vendor} has “{written}” as the phone number of {customer}. It is not synchronised. The other data are.',
      fix: 'Move the e-mail address to its own field in {vendor}, and enter the phone number.',
    },
  },
  COUNTRY_UNKNOWN: {
    nl: {
      title: 'Land van het adres is onbekend',
      cause:
        'Bij {customer} staat in {vendor} “{written}” als land. Zo’n land bestaat niet. Het adres wordt niet gesynchroniseerd. De andere gegevens gaan wel door.',
      fix: 'Kies in {vendor} het land van het adres.',
    },
    fr: {
      title: 'Pays de l’adresse inconnu',
      cause:
        'Chez {customer}, {vendor} a « {written} » comme pays. Ce pays n’existe pas. L’adresse n’est pas synchronisée. Les autres données le sont bien.',
      fix: 'Choisissez dans {vendor} le pays de l’adresse.',
    },
    en: {
      title: 'Country of the address is unknown',
      cause:
        '{vendor} has “{written}” as the country of {customer}. There is no such country. The address is not synchronised. The other data are.',
      fix: 'Choose the country of the address in {vendor}.',
    },
  },
  TEXT_TOO_LONG: {
    nl: {
      title: 'Te lang voor WinBooks',
      cause:
        'Bij {customer} staat in Tribe “{written}”. Dat past niet in WinBooks: een e-mailadres heeft daar hoogstens 40 tekens, een telefoonnummer 20, een postcode 10. Het wordt niet gesynchroniseerd. De andere gegevens gaan wel door.',
      fix: 'Kort de tekst in Tribe in.',
    },
    fr: {
      title: 'Trop long pour WinBooks',
      cause:
        'Chez {customer}, Tribe a « {written} ». WinBooks ne peut pas le contenir : une adresse e-mail y a au plus 40 caractères, un numéro de téléphone 20, un code postal 10. Ce champ n’est pas synchronisé. Les autres le sont bien.',
      fix: 'Raccourcissez le texte dans Tribe.',
    },
    en: {
      title: 'Too long for WinBooks',
      cause:
        'Tribe has “{written}” for {customer}. WinBooks cannot hold that: an e-mail address has at most 40 characters there, a phone number 20, a postal code 10. It is not synchronised. The other data are.',
      fix: 'Shorten the text in Tribe.',
    },
  },
  TEXT_UNREADABLE: {
    nl: {
      title: 'Tekst met onleesbare tekens',
      cause:
        'Bij {customer} staat in {vendor} “{written}”. De tekens “�” daarin zijn niet leesbaar. Dit veld wordt niet gesynchroniseerd. De andere gegevens gaan wel door.',
      fix: 'Typ de tekst in {vendor} opnieuw in.',
    },
    fr: {
      title: 'Texte avec des caractères illisibles',
      cause:
        'Chez {customer}, {vendor} a « {written} ». Les caractères « � » y sont illisibles. Ce champ n’est pas synchronisé. Les autres le sont bien.',
      fix: 'Encodez à nouveau le texte dans {vendor}.',
    },
    en: {
      title: 'Text with unreadable characters',
      cause:
        '{vendor} has “{written}” for {customer}. The characters “�” in it cannot be read. This field is not synchronised. The other data are.',
      fix: 'Type the text again in {vendor}.',
    },
  },
  RELATION_NOT_WRITTEN: {
    nl: {
      title: 'Gegeven van een relatie niet overgenomen',
      cause:
        '{vendor} heeft een gegeven van {customer} niet overgenomen: {field}. Het antwoord was “{words}”. De andere gegevens zijn gesynchroniseerd.',
      fix: 'Controleer dat gegeven in Tribe en in WinBooks, en pas het in één van beide aan. Het wordt dan opnieuw gesynchroniseerd.',
    },
    fr: {
      title: 'Donnée d’une relation non reprise',
      cause:
        '{vendor} n’a pas repris une donnée de {customer} : {field}. La réponse était « {words} ». Les autres données sont synchronisées.',
      fix: 'Vérifiez cette donnée dans Tribe et dans WinBooks, et corrigez-la dans l’un des deux. Elle est alors à nouveau synchronisée.',
    },
    en: {
      title: 'Data of a relation not taken over',
      cause:
        '{vendor} has not taken over one value of {customer}: {field}. The answer was “{words}”. The other data are synchronised.',
      fix: 'Check that value in Tribe and in WinBooks, and correct it in one of them. It is then synchronised again.',
    },
  },
  RELATION_REFUSED: {
    nl: {
      title: 'Tribe weigert de nieuwe relatie',
      cause: 'Tribe heeft voor {customer} uit WinBooks geen relatie aangemaakt en antwoordde: “{words}”.',
      fix: 'Verbeter de gegevens in WinBooks. De relatie wordt daarna vanzelf aangemaakt.',
    },
    fr: {
      title: 'Tribe refuse la nouvelle relation',
      cause: 'Tribe n’a pas créé de relation pour {customer} de WinBooks et a répondu : « {words} ».',
      fix: 'Corrigez les données dans WinBooks. La relation sera ensuite créée automatiquement.',
    },
    en: {
      title: 'Tribe refuses the new relation',
      cause: 'Tribe did not create a relation for {customer} of WinBooks and answered: “{words}”.',
      fix: 'Correct the data in WinBooks. The relation is then created automatically.',
    },
  },
  RELATION_FAILS: {
    nl: {
      title: 'Relatie wordt niet gesynchroniseerd',
      cause:
        'Het synchroniseren van {customer} mislukte {failures} keer na elkaar: “{words}”. De andere relaties gaan wel door.',
      fix: 'Er wordt vanzelf opnieuw geprobeerd, met telkens meer tijd ertussen. De helpdesk moet nakijken waarom het mislukt.',
    },
    fr: {
      title: 'Relation non synchronisée',
      cause:
        'La synchronisation de {customer} a échoué {failures} fois de suite : « {words} ». Les autres relations sont bien synchronisées.',
      fix: 'Un nouvel essai a lieu automatiquement, après des attentes de plus en plus longues. Le support doit vérifier pourquoi elle échoue.',
    },
    en: {
      title: 'Relation is not synchronised',
      cause:
        'Synchronising {customer} failed {failures|time|times} in a row: “{words}”. The other relations go on.',
      fix: 'It is tried again automatically, with growing waits. Support must find out why it fails.',
    },
  },
} satisfies Partial<Record<IssueCode, IssueTexts>>;
