import { type TwinAnswer } from '../../kernel/twin';
import { deleteObject } from './delete-object';
import { asBody } from '../wire/field-reader';
import { type FolderSession } from '../folder/folder-session';
import { type ObjectModel } from '../models/object-model';
import { Refusal } from '../wire/refusal';
import { queryOption } from './url-route';
import { existingObject, updateObject, upsertObject } from './write-object';
import { hrefOf, inSession, type ObjectRequest, rowOfKey } from './object-request';

const methodNames: Record<string, string> = {
  POST: 'InsertOrUpdateList',
  PUT: 'UpdateList',
  DELETE: 'DeleteList',
};

/**
 * Plural POST, PUT and DELETE: a 200 with a report, in which every object succeeds or fails separately (winbooks-api
 * §3.6).
 */
export function writeMany(call: ObjectRequest, model: ObjectModel): TwinAnswer {
  const { method } = call.request;
  const succeeded: string[] = [];
  const failed: unknown[] = [];
  const reasons: string[] = [];
  for (const item of itemsOf(call)) {
    try {
      succeeded.push(inSession(call, (session) => writeOne(call, session, model, item)));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      failed.push(item);
      reasons.push(error.message);
    }
  }
  const report = {
    Method: methodNames[method],
    ObjectType: model.name,
    NumberOfSuccess: succeeded.length,
    NumberOfFail: failed.length,
    ListObjectFail: failed,
    ListUrlSuccess: succeeded,
    ReasonFail: reasons,
  };
  return { status: 200, body: report, committed: succeeded.length > 0 };
}

function itemsOf({ request }: ObjectRequest): unknown[] {
  if (request.method === 'DELETE') {
    return (queryOption(request.rawQuery, 'code') ?? '').split(',').filter((code) => code !== '');
  }
  let body: unknown;
  try {
    body = JSON.parse(request.body);
  } catch {
    throw new Refusal(400, 'The body is not valid JSON.');
  }
  if (!Array.isArray(body)) throw new Refusal(400, 'The body is not a list.');
  return body;
}

function writeOne(call: ObjectRequest, session: FolderSession, model: ObjectModel, item: unknown): string {
  if (typeof item === 'string' && call.request.method === 'DELETE') {
    const row = rowOfKey(call, model, item);
    if (row === null) throw new Refusal(404, `${model.name} ${item} does not exist.`);
    deleteObject(session, model, row);
    return hrefOf(call, model, row);
  }
  const body = asBody(item, 'An item of the list');
  if (call.request.method === 'POST') return hrefOf(call, model, upsertObject(session, model, body));
  const existing = existingObject(session, model, body);
  if (existing === null) throw new Refusal(404, `${model.name} does not exist.`);
  return hrefOf(call, model, updateObject(session, model, existing, body));
}
