import { type TwinAnswer } from '../../kernel/twin';
import { chunkStartOf, continuePathOf } from './continue-path';
import { parseCriteria } from '../criteria/criteria-query';
import { runCriteria } from '../criteria/criteria-run';
import { deleteObject } from './delete-object';
import { asBody } from '../wire/field-reader';
import { type Row } from '../folder/folder-records';
import { type FolderSession } from '../folder/folder-session';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { renderRows } from './rendering';
import { queryOption, type Route } from './url-route';
import { writeMany } from './write-many';
import { insertObject, updateObject, existingObject } from './write-object';
import { type ObjectRequest, rowOfKey, inSession, viewOf, hrefOf } from './object-request';

/** Answers the object API (winbooks-api §3.2). */
export function answerObject(call: ObjectRequest, route: Route): TwinAnswer {
  switch (route.kind) {
    case 'one':
      return answerOne(call, route.model, route.key);
    case 'many':
      return answerMany(call, route.model);
    case 'criteria':
      return answerCriteria(call, route.model);
  }
}

function answerOne(call: ObjectRequest, model: ObjectModel, key: string | null): TwinAnswer {
  const { method, body } = call.request;
  switch (method) {
    case 'GET': {
      const row = key === null ? null : rowOfKey(call, model, key);
      if (row === null) return nothing(call);
      return rendered(call, model, [row], true);
    }
    case 'POST':
      return written(call, model, (session) =>
        insertObject(session, model, key, asBody(parse(body), 'The body')),
      );
    case 'PUT':
      return written(call, model, (session) => {
        const object = asBody(parse(body), 'The body');
        const row = key === null ? existingObject(session, model, object) : rowOfKey(call, model, key);
        if (row === null) throw new Refusal(404, `${model.name} ${key ?? ''} does not exist.`);
        return updateObject(session, model, row, object);
      });
    case 'DELETE': {
      const row = key === null ? null : rowOfKey(call, model, key);
      if (row === null) throw new Refusal(404, `${model.name} ${key ?? ''} does not exist.`);
      inSession(call, (session) => deleteObject(session, model, row));
      return { status: 200, committed: true };
    }
    default:
      return { status: 405 };
  }
}

function answerMany(call: ObjectRequest, model: ObjectModel): TwinAnswer {
  switch (call.request.method) {
    case 'GET':
      return rendered(call, model, call.records.all(model.name), false);
    case 'POST':
    case 'PUT':
    case 'DELETE':
      return writeMany(call, model);
    default:
      return { status: 405 };
  }
}

function answerCriteria(call: ObjectRequest, model: ObjectModel): TwinAnswer {
  if (call.request.method !== 'POST') return { status: 405 };
  const criteria = parseCriteria(parse(call.request.body), model, call.position);
  const result = runCriteria(viewOf(call), criteria);
  const answer = 'rows' in result ? rendered(call, model, result.rows, false) : list(call, result.values);
  return { ...answer, committed: false };
}

function rendered(
  call: ObjectRequest,
  model: ObjectModel,
  rows: Iterable<Row>,
  isSingle: boolean,
): TwinAnswer {
  const level = Number(queryOption(call.request.rawQuery, 'maxLevel') ?? 1) || 1;
  const { objects, next } = renderRows(viewOf(call), model, rows, level, chunkStartOf(call.request));
  const headers = next === null ? {} : { ContinuePath: continuePathOf(call.request, next) };
  if (isSingle) return { status: 200, headers, body: objects[0] ?? null };
  return { ...list(call, objects), headers };
}

function list(call: ObjectRequest, items: unknown[]): TwinAnswer {
  const position = call.position('emptyList');
  if (items.length > 0 || position === 'array') return { status: 200, body: items };
  return position === 'null' ? { status: 200, body: null } : { status: 200 };
}

function nothing(call: ObjectRequest): TwinAnswer {
  switch (call.position('G3')) {
    case 'null':
      return { status: 200, body: null };
    case 'empty-200':
      return { status: 200 };
    default:
      return { status: 204 };
  }
}

function written(call: ObjectRequest, model: ObjectModel, work: (session: FolderSession) => Row): TwinAnswer {
  const row = inSession(call, work);
  return { status: 200, body: { Href: hrefOf(call, model, row) }, committed: true };
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.');
  }
}
