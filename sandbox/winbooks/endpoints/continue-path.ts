import { createHash } from 'node:crypto';
import { type TwinRequest } from '../../kernel/twin';
import { Refusal } from '../wire/refusal';

/**
 * The opaque ContinuePath of the chunk that begins at an object, valid only for the same request (winbooks-api §3.4).
 */
export function continuePathOf(request: TwinRequest, nextObject: number): string {
  return Buffer.from(`${digestOf(request)}:${nextObject}`).toString('base64');
}

/** The object at which the requested chunk begins: 0 without the header. Refuses a path of another request. */
export function chunkStartOf(request: TwinRequest): number {
  const header = request.headers['continuepath'];
  if (header === undefined || header === '') return 0;
  const [digest, start] = Buffer.from(String(header), 'base64').toString('utf8').split(':');
  if (digest !== digestOf(request) || start === undefined || !/^\d+$/.test(start)) {
    throw new Refusal(400, 'ContinuePath does not belong to this request.');
  }
  return Number(start);
}

function digestOf({ method, path, rawQuery, body }: TwinRequest): string {
  return createHash('sha256').update(`${method} ${path}?${rawQuery}\n${body}`).digest('hex').slice(0, 16);
}
