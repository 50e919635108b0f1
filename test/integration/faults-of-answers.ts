interface LostPost {
  readonly name: string;
  /** As the twins' control API takes them, without path. */
  readonly faults: readonly object[];
  /** Whether nobody could know for a while what became of it. */
  readonly isUnknown: boolean;
  /** How often the request reaches the twin. */
  readonly posts: number;
}

const once = { count: 1 };

/** What may become of the POST of a booking. The quiet period of the tests is 2 s, after 5 s in which it may leave. */
export const postFaults: readonly LostPost[] = [
  {
    name: 'the connection lost after the commit',
    faults: [{ kind: 'drop-after', ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'every connection lost after the commit',
    faults: [{ kind: 'drop-after', rate: 1 }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'the connection lost before it was handled',
    faults: [{ kind: 'drop-before', ...once }],
    isUnknown: true,
    posts: 2,
  },
  {
    name: 'three connections lost before it was handled, the fourth after',
    faults: [
      { kind: 'drop-before', count: 3 },
      { kind: 'drop-after', ...once },
    ],
    isUnknown: true,
    posts: 4,
  },
  {
    name: 'status 500 after the commit',
    faults: [{ kind: 'status', status: 500, handled: true, ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'status 500 instead of the commit',
    faults: [{ kind: 'status', status: 500, ...once }],
    isUnknown: true,
    posts: 2,
  },
  {
    name: 'status 503 with Retry-After, after the commit',
    faults: [{ kind: 'status', status: 503, retryAfterSeconds: 2, handled: true, ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'status 408 instead of the commit',
    faults: [{ kind: 'status', status: 408, ...once }],
    isUnknown: true,
    posts: 2,
  },
  {
    name: 'a redirect after the commit',
    faults: [{ kind: 'status', status: 307, handled: true, ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'a refusal although it was committed',
    faults: [{ kind: 'status', status: 400, handled: true, ...once }],
    isUnknown: false,
    posts: 1,
  },
  {
    name: 'status 429 without Retry-After',
    faults: [{ kind: 'status', status: 429, ...once }],
    isUnknown: false,
    posts: 2,
  },
  {
    name: 'status 429 with Retry-After',
    faults: [{ kind: 'status', status: 429, retryAfterSeconds: 2, ...once }],
    isUnknown: false,
    posts: 2,
  },
  {
    name: 'status 429 although it was committed',
    faults: [{ kind: 'status', status: 429, handled: true, ...once }],
    isUnknown: false,
    posts: 1,
  },
  {
    name: 'a web page instead of the answer',
    faults: [{ kind: 'html-200', handled: true, ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'a web page instead of the commit',
    faults: [{ kind: 'html-200', ...once }],
    isUnknown: true,
    posts: 2,
  },
  {
    name: 'JSON that says nothing instead of the commit',
    faults: [{ kind: 'html-200', body: '{}', ...once }],
    isUnknown: true,
    posts: 2,
  },
  { name: 'half of the answer', faults: [{ kind: 'half-body', ...once }], isUnknown: true, posts: 1 },
  {
    name: 'the answer as plain text',
    faults: [{ kind: 'text-plain', ...once }],
    isUnknown: false,
    posts: 1,
  },
  {
    name: 'a word of plain text as the answer',
    faults: [{ kind: 'text-plain', body: 'OK', ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'a commit that comes late, within the quiet period',
    faults: [{ kind: 'late-commit', ms: 3_000, ...once }],
    isUnknown: true,
    posts: 1,
  },
  {
    name: 'a commit that comes later than the quiet period, refused for its number',
    faults: [{ kind: 'late-commit', ms: 60_000, ...once }],
    isUnknown: true,
    posts: 2,
  },
  {
    name: 'the token expired on the way',
    faults: [{ kind: 'expire-token', ...once }],
    isUnknown: false,
    posts: 2,
  },
  {
    name: 'the access withdrawn on the way, refresh token included',
    faults: [{ kind: 'revoke-token', ...once }],
    isUnknown: false,
    posts: 2,
  },
];

interface LostRead {
  readonly name: string;
  readonly fault: object;
}

const badAnswers: readonly LostRead[] = [
  { name: 'the connection lost', fault: { kind: 'drop-before' } },
  { name: 'the answer lost', fault: { kind: 'drop-after' } },
  { name: 'status 500', fault: { kind: 'status', status: 500 } },
  { name: 'status 429', fault: { kind: 'status', status: 429 } },
  { name: 'status 429 with Retry-After', fault: { kind: 'status', status: 429, retryAfterSeconds: 1 } },
  { name: 'a web page', fault: { kind: 'html-200' } },
  { name: 'half of the answer', fault: { kind: 'half-body' } },
  { name: 'a word of plain text', fault: { kind: 'text-plain', body: 'OK' } },
  { name: 'the token expired', fault: { kind: 'expire-token' } },
];

/** What may become of the look-ups: before the post, and (skipping those) of the read-back. */
export const lookUpFaults: readonly LostRead[] = [
  ...badAnswers.map(({ name, fault }) => ({
    name: `${name}, before the post`,
    fault: { ...fault, count: 2 },
  })),
  ...badAnswers.map(({ name, fault }) => ({
    name: `${name}, reading back`,
    fault: { ...fault, skip: 2, ...once },
  })),
];

/** What may become of reading the invoice in Tribe, twice in a row. */
export const tribeFaults: readonly LostRead[] = badAnswers.map(({ name, fault }) => ({
  name,
  fault: { ...fault, count: 2 },
}));

/** What may become of the POST of a customer. */
export const customerFaults: readonly (LostRead & { readonly posts: number })[] = [
  { name: 'the connection lost after the commit', fault: { kind: 'drop-after', ...once }, posts: 1 },
  { name: 'every connection lost after the commit', fault: { kind: 'drop-after', rate: 1 }, posts: 1 },
  { name: 'the connection lost before it was handled', fault: { kind: 'drop-before', ...once }, posts: 2 },
  {
    name: 'status 500 after the commit',
    fault: { kind: 'status', status: 500, handled: true, ...once },
    posts: 1,
  },
  { name: 'status 500 instead of the commit', fault: { kind: 'status', status: 500, ...once }, posts: 2 },
  {
    name: 'a refusal although it was committed',
    fault: { kind: 'status', status: 409, handled: true, ...once },
    posts: 1,
  },
  { name: 'status 429', fault: { kind: 'status', status: 429, ...once }, posts: 2 },
  { name: 'a web page after the commit', fault: { kind: 'html-200', handled: true, ...once }, posts: 1 },
  { name: 'half of the answer', fault: { kind: 'half-body', ...once }, posts: 1 },
  { name: 'a commit that comes late', fault: { kind: 'late-commit', ms: 3_000, ...once }, posts: 1 },
  { name: 'the token expired on the way', fault: { kind: 'expire-token', ...once }, posts: 2 },
];

/** Nearly a third of all requests to WinBooks goes wrong. */
export const faultsAtRandom: readonly object[] = [
  { kind: 'drop-after', rate: 0.07 },
  { kind: 'drop-before', rate: 0.05 },
  { kind: 'status', status: 503, rate: 0.05 },
  { kind: 'status', status: 500, handled: true, rate: 0.05 },
  { kind: 'html-200', handled: true, rate: 0.03 },
  { kind: 'half-body', rate: 0.05 },
  { kind: 'expire-token', rate: 0.03 },
];
