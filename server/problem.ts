import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Refusal } from '../actions/action';
import { issue, type Issue, type IssueCode, type IssueParams } from '../domain/issues/issue-catalogue';
import { describeIssue } from '../domain/issues/texts/describe-issue';

export const reasonShape = z.object({
  code: z.string().describe('Of the catalogue; never changes.'),
  title: z.string(),
  cause: z.string(),
  fix: z.string(),
  owner: z.enum(['tenant', 'accountant', 'operator']),
  params: z.record(z.string(), z.unknown()),
});

/** RFC 9457, with the code, cause, fix and owner of the catalogue. */
export const problemShape = reasonShape
  .extend({
    type: z.literal('about:blank'),
    status: z.int(),
    detail: z.string().describe('Cause and fix in one paragraph.'),
    also: z.array(reasonShape).describe('Further reasons, of a check that found several.'),
  })
  .meta({ id: 'Problem' });
type Problem = z.output<typeof problemShape>;

/** What any request may be answered instead of what it asks for. */
export const PROBLEMS = { '4xx': problemShape, '5xx': problemShape } as const;

/** Answers with a problem of the API itself. */
export const sendProblem = <Code extends IssueCode>(
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  code: Code,
  params: IssueParams<Code>,
): FastifyReply => send(request, reply, status, issue(code, params), []);

/** Answers with the reason why an action was not done. */
export const sendRefusal = (request: FastifyRequest, reply: FastifyReply, refusal: Refusal): FastifyReply =>
  send(request, reply, statusOf(refusal), refusal, refusal.also);

function send(
  { language }: FastifyRequest,
  reply: FastifyReply,
  status: number,
  first: Issue,
  others: readonly Issue[],
): FastifyReply {
  const reason = ({ code, params }: Issue) => ({
    code,
    ...describeIssue(code, params, language),
    params: { ...params },
  });
  const { cause, fix, ...rest } = reason(first);
  const problem: Problem = {
    type: 'about:blank',
    status,
    ...rest,
    detail: `${cause} ${fix}`,
    cause,
    fix,
    also: others.map(reason),
  };
  return reply.code(status).type('application/problem+json').send(problem);
}

const BAD_VALUES: readonly IssueCode[] = [
  'CURSOR_UNUSABLE',
  'SETTING_UNKNOWN',
  'SETTING_VALUE_UNUSABLE',
  'SETTING_PREFIX_MISSING',
];

/** What is not there is 404, what cannot be now 503, a bad value 400; anything else does not go with the state of things. */
function statusOf({ code, kind }: Refusal): number {
  if (kind === 'failed') return 503;
  if (BAD_VALUES.includes(code)) return 400;
  return code.endsWith('_UNKNOWN') ? 404 : 409;
}
