import { readOptions } from './options';
import { listAudit, type ListedAuditEvent } from '../actions/list-audit';
import { shownValue } from '../domain/tenant/settings-change';
import { auditListing } from '../contract/audit-listing';
import type { Language } from '../domain/issues/texts/text-types';
import { withRunningStore } from '../local/local-environment';
import { EXIT } from './bad-input';
import { exitRefused, tenantOption } from './beside-running';
import type { Caller } from './caller';
import type { Cell } from './csv';
import { dayOption, limitOption } from './list-options';
import { csvOutput, formOption, jsonOutput, lineOutput, showList, type ListOutput } from './list-output';
import { actionInWords, actorInWords, AUDIT_HEADINGS, doneInWords, NO_EVENTS } from './words/audit-words';
import { momentForSheet, momentInWords } from './words/moments';
import { wrapped } from './words/wrapped';

const EXAMPLE = 'audit --tenant acme --from 2026-01-01';

/**
 * `audit --tenant ID [--from DAY] [--limit N] [--cursor C] [--json | --csv]`: who did what, the newest first, refusals too. With
 * --limit one page, whose JSON tells the cursor of the next.
 */
export async function auditCommand(args: string[], { language }: Caller): Promise<number> {
  const { values } = readOptions({
    args,
    options: {
      tenant: { type: 'string' },
      from: { type: 'string' },
      limit: { type: 'string' },
      cursor: { type: 'string' },
      json: { type: 'boolean' },
      csv: { type: 'boolean' },
    },
  });
  const tenant = tenantOption(values.tenant, EXAMPLE);
  const filter = { from: dayOption('--from', values.from) };
  const limit = limitOption(values.limit);
  const form = formOption(values);
  const output: ListOutput<ListedAuditEvent> =
    form === 'json'
      ? jsonOutput(auditListing, {
          before: '{"events":',
          after: (next) => `,"next":${JSON.stringify(next)}}`,
        })
      : form === 'csv'
        ? csvOutput(AUDIT_HEADINGS[language], (event) => eventRows(event, language))
        : lineOutput<ListedAuditEvent>(
            null,
            (event) => eventLines(event, language),
            `${tenant}: ${NO_EVENTS[language]}`,
          );
  const refusal = await withRunningStore(process.env, (database) =>
    showList((request) => listAudit({ database }, tenant, filter, request), output, {
      limit,
      after: values.cursor ?? null,
    }),
  );
  return refusal === null ? EXIT.ok : exitRefused(refusal, language);
}

/** A row per choice that was changed; one row where none was. */
function eventRows(event: ListedAuditEvent, language: Language): Cell[][] {
  const { at, actor, action, record, invoiceNumber, details, changes } = event;
  const { refused, reason, ...others } = details;
  const told = Object.entries(others).map(([name, value]) => `${name}=${value ?? ''}`);
  const each = changes.length === 0 ? [{ name: null, before: null, after: null }] : changes;
  return each.map(({ name, before, after }) => [
    momentForSheet(at),
    actorInWords(actor, language),
    actionInWords(action, language),
    invoiceNumber ?? record,
    name,
    before === null ? null : shownValue(before),
    after === null ? null : shownValue(after),
    refused === undefined ? null : String(refused),
    reason === undefined || reason === null ? null : String(reason),
    told.join(', '),
  ]);
}

function eventLines(event: ListedAuditEvent, language: Language): readonly string[] {
  const { at, actor, record, invoiceNumber } = event;
  const about = record === 'tenant' ? '' : `${invoiceNumber ?? record}  `;
  const begin = `${momentInWords(at, language)}  ${actorInWords(actor, language)}  `;
  return wrapped(`${begin}${about}${doneInWords(event, language)}`, { width: 79, indent: 4 });
}
