import { classifyResponse, notFoundIsAbsent, retryAfterMs } from '../../clients/http/response-classification';

const classify = (status: number, text: string, headers: Record<string, string> = {}) =>
  classifyResponse({ status, text, headers });

test('JSON is read whatever the content type says', () => {
  const outcome = classify(200, '\uFEFF {"a":1}', { 'content-type': 'text/plain' });
  expect(outcome).toMatchObject({ kind: 'ok', value: { json: { a: 1 } } });
});

test.each([
  [200, ''],
  [204, ''],
  [200, 'null'],
])('%i with the body "%s" says nothing', (status, text) => {
  expect(classify(status, text)).toMatchObject({ kind: 'ok', value: { json: null } });
});

test.each([
  [200, '<html><body>maintenance</body></html>'],
  [200, '{"Href":"http'],
  [301, ''],
  [307, '{}'],
  [408, '{}'],
  [500, '{"Message":"timeout"}'],
  [503, ''],
])('%i with "%s" is no answer', (status, text) => {
  expect(classify(status, text).kind).toBe('unknown');
});

test.each([400, 403, 404, 405, 409, 413, 422])('%i is a definite no', (status) => {
  expect(classify(status, '{"Message":"Nummer bestaat al"}')).toEqual({
    kind: 'refused',
    status,
    words: 'Nummer bestaat al',
  });
});

test('401 and 429 have kinds of their own', () => {
  expect(classify(401, '').kind).toBe('unauthorised');
  expect(classify(429, '', { 'retry-after': '7' })).toEqual({ kind: 'throttled', retryAfterMs: 7_000 });
  expect(classify(429, '')).toEqual({ kind: 'throttled', retryAfterMs: null });
});

test.each([
  ['{"error":{"code":null,"message":"No such set"}}', 'No such set'],
  [
    '{"error":"invalid_client","error_description":"Client authentication failed"}',
    'invalid_client: Client authentication failed',
  ],
  ['"plain"', 'plain'],
  ['<html><style>p{}</style><p>Not\n allowed</p></html>', 'Not allowed'],
])('the words of %s are %s', (text, words) => {
  expect(classify(400, text)).toMatchObject({ words });
});

test('404 is absence only where one object was asked for, and never about credentials', () => {
  expect(notFoundIsAbsent({ kind: 'refused', status: 404, words: '' })).toEqual({ kind: 'absent' });
  expect(notFoundIsAbsent({ kind: 'refused', status: 400, words: '' }).kind).toBe('refused');
  expect(notFoundIsAbsent({ kind: 'refused', status: 404, words: '', about: 'credentials' }).kind).toBe(
    'refused',
  );
});

test('Retry-After is seconds or a date, never negative and at most an hour', () => {
  expect(retryAfterMs({ 'retry-after': '0.5' })).toBe(500);
  expect(retryAfterMs({ 'retry-after': '999999' })).toBe(3_600_000);
  expect(retryAfterMs({ 'retry-after': 'Thu, 01 Jan 1970 00:00:00 GMT' })).toBe(0);
  const inTenSeconds = new Date(Date.now() + 10_000).toUTCString();
  expect(retryAfterMs({ 'retry-after': inTenSeconds })).toBeGreaterThan(8_000);
  expect(retryAfterMs({ 'retry-after': 'soon' })).toBeNull();
  expect(retryAfterMs({})).toBeNull();
});

test('a date in Retry-After is by the clock of the vendor, however far away ours is', () => {
  const headers = { date: 'Mon, 02 Mar 2026 10:00:00 GMT', 'retry-after': 'Mon, 02 Mar 2026 10:00:02 GMT' };
  expect(retryAfterMs(headers)).toBe(2_000);
});
