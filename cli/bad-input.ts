import { ToldError } from '../domain/told-error';

/** What the user gave cannot be used: exit code 2, and the message is all that is shown. */
export class BadInput extends ToldError {
  override readonly name = 'BadInput';
}

/** 0 all booked or linked · 1 something failed · 2 bad input · 3 some invoices are held or skipped. */
export const EXIT = { ok: 0, failed: 1, badInput: 2, needsAttention: 3 } as const;

/** `example` is a whole command that has the option. */
export function missing(option: string, example: string): BadInput {
  return new BadInput({
    nl: `${option} ontbreekt; voorbeeld: ${example}`,
    fr: `${option} manque ; exemple : ${example}`.replaceAll(/ ([;:])/g, '\u00a0$1'),
    en: `${option} is missing; example: ${example}`,
  });
}

/** An option that takes one of a few values, and got another. */
export function notOneOf(option: string, given: string, known: readonly string[]): BadInput {
  const values = known.join(', ');
  return new BadInput({
    nl: `${option} kan niet "${given}" zijn; dit kan wel: ${values}`,
    fr: `${option} ne peut pas être «\u00a0${given}\u00a0»\u00a0; valeurs possibles\u00a0: ${values}`,
    en: `${option} cannot be "${given}"; it is one of ${values}`,
  });
}

/** An option whose value has another form, such as `name=value`. */
export function notOfTheForm(given: string, form: string, example: string): BadInput {
  return new BadInput({
    nl: `"${given}" heeft niet de vorm ${form}; voorbeeld: ${example}`,
    fr: `«\u00a0${given}\u00a0» n’a pas la forme ${form}\u00a0; exemple\u00a0: ${example}`,
    en: `"${given}" is not of the form ${form}; example: ${example}`,
  });
}

/** What stands for the code of an issue and is none. */
export function unknownIssueCode(given: string, tenant: string): BadInput {
  return new BadInput({
    nl: `"${given}" is geen code van een aandachtspunt; "issues --tenant ${tenant}" toont die open staan.`,
    fr: `«\u00a0${given}\u00a0» n’est pas le code d’un point d’attention\u00a0; «\u00a0issues --tenant ${tenant}\u00a0» montre ceux qui sont ouverts.`,
    en: `"${given}" is no issue code; "issues --tenant ${tenant}" shows those that are open.`,
  });
}
