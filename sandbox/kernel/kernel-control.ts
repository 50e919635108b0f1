import { z } from 'zod';
import { type FaultPlan } from './faults';
import { type RequestJournal } from './request-journal';
import { type TwinAnswer, type TwinRequest } from './twin';

/** The control endpoints that every twin has: health, journal and faults; null = not one of these. */
export function answerKernelControl(
  request: TwinRequest,
  journal: RequestJournal,
  faults: FaultPlan,
): TwinAnswer | null {
  const route = `${request.method} ${request.path}`;
  if (route === 'GET /_control/health') return ok();
  if (route === 'GET /_control/journal')
    return { status: 200, body: journal.since(sinceOf(request.rawQuery)) };
  if (route === 'DELETE /_control/journal') return ok(() => journal.clear());
  if (route === 'GET /_control/faults') return { status: 200, body: faults.list() };
  if (route === 'POST /_control/faults') return addFault(request.body, faults);
  if (route === 'DELETE /_control/faults') return ok(() => faults.clear());
  const single = /^DELETE \/_control\/faults\/([^/]+)$/.exec(route)?.[1];
  if (single === undefined) return null;
  return faults.remove(single) ? ok() : { status: 404, body: { error: `no fault ${single}` } };
}

function ok(act?: () => void): TwinAnswer {
  act?.();
  return { status: 200, body: { ok: true } };
}

function sinceOf(rawQuery: string): number {
  return Number(new URLSearchParams(rawQuery).get('since') ?? 0) || 0;
}

function addFault(body: string, faults: FaultPlan): TwinAnswer {
  try {
    return { status: 200, body: { id: faults.add(JSON.parse(body)) } };
  } catch (error) {
    if (error instanceof z.ZodError) return { status: 400, body: { error: z.prettifyError(error) } };
    if (error instanceof SyntaxError) return { status: 400, body: { error: error.message } };
    throw error;
  }
}
