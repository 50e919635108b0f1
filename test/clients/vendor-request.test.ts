import { createServer, type AddressInfo, type Socket } from 'node:net';
import { sendRequest, type VendorRequest } from '../../clients/http/vendor-request';
import { ScriptedVendor, type Script } from './support/scripted-vendor';

let vendor: ScriptedVendor;
afterEach(() => vendor.close());

const serve = async (script: Script): Promise<void> => {
  vendor = await ScriptedVendor.start(script);
};
const send = (given: Partial<VendorRequest> = {}) =>
  sendRequest({
    url: `${vendor.origin}/x`,
    method: 'POST',
    headers: {},
    body: '{}',
    timeoutMs: 5_000,
    ...given,
  });

test('an answer comes back with its status, lower-case headers and text', async () => {
  await serve(() => ({ status: 201, headers: { ContinuePath: 'abc' }, body: '{"é":1}' }));
  const answer = await send();
  expect(answer).toMatchObject({ status: 201, headers: { continuepath: 'abc' }, text: '{"é":1}' });
});

test('nobody listening is unavailable: nothing was sent', async () => {
  await serve(() => ({}));
  const gone = await ScriptedVendor.start(() => ({}));
  const { origin } = gone;
  await gone.close();
  const answer = await send({ url: `${origin}/x` });
  expect(answer).toMatchObject({ failed: 'unavailable' });
  expect('reason' in answer && answer.reason).toContain('ECONNREFUSED');
});

test('a name that does not resolve is unavailable', async () => {
  await serve(() => ({}));
  expect(await send({ url: 'http://nobody.invalid/x' })).toMatchObject({ failed: 'unavailable' });
});

test('what is not a URL is unavailable', async () => {
  await serve(() => ({}));
  expect(await send({ url: 'not a url' })).toMatchObject({ failed: 'unavailable' });
});

test('a server that speaks no TLS is unavailable: the handshake comes before the request', async () => {
  await serve(() => ({}));
  const answer = await send({ url: vendor.origin.replace('http:', 'https:') });
  expect(answer).toMatchObject({ failed: 'unavailable' });
  expect(vendor.seen).toHaveLength(0);
});

test('a request that is late at the socket is not sent', async () => {
  await serve(() => ({}));
  expect(await send({ leaveBy: Date.now() - 1 })).toMatchObject({ failed: 'unavailable' });
  expect(vendor.seen).toHaveLength(0);
});

test('a process that is held up between asking and sending lets nothing out late', async () => {
  await serve(() => ({}));
  const pending = send({ leaveBy: Date.now() + 100 });
  const wakesUpAt = Date.now() + 300;
  while (Date.now() < wakesUpAt);
  expect(await pending).toMatchObject({ failed: 'unavailable' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(vendor.seen).toHaveLength(0);
});

test('a request is held back when something has come up until it would leave', async () => {
  await serve(() => ({}));
  let mayLeave = true;
  const pending = send({ mayLeave: () => mayLeave });
  mayLeave = false;
  expect(await pending).toMatchObject({ failed: 'heldBack' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(vendor.seen).toHaveLength(0);
});

test('a request that still waits for its connection at leaveBy is given up', async () => {
  await serve(() => ({}));
  const sockets: Socket[] = [];
  const mute = createServer((socket) => sockets.push(socket));
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const { port } = mute.address() as AddressInfo;
  const startedAt = Date.now();
  const answer = await send({ url: `https://127.0.0.1:${port}/x`, leaveBy: Date.now() + 300 });
  expect(answer).toEqual({ failed: 'unavailable', reason: 'the request had not left in time' });
  expect(Date.now() - startedAt).toBeLessThan(2_000);
  sockets.forEach((socket) => socket.destroy());
  await new Promise((resolve) => mute.close(resolve));
});

test('an answer that does not come in time is unknown: the request was sent', async () => {
  await serve(() => undefined);
  expect(await send({ timeoutMs: 300 })).toMatchObject({ failed: 'unknown' });
  expect(vendor.seen).toHaveLength(1);
});

test('an answer that trickles is cut off by the same clock', async () => {
  await serve((_, response) => {
    response.writeHead(200);
    const drip = setInterval(() => response.write(' '), 50);
    response.on('close', () => clearInterval(drip));
    return undefined;
  });
  expect(await send({ timeoutMs: 400 })).toMatchObject({ failed: 'unknown' });
});

test.each([
  ['before an answer', ''],
  ['in the middle of one', '{"Href":'],
])('a connection lost %s is unknown, and the request is not sent again', async (_, beginning) => {
  await serve((__, response) => {
    if (beginning !== '') response.writeHead(200, { 'content-length': '100' }).write(beginning);
    setTimeout(() => response.socket?.destroy(), 20);
    return undefined;
  });
  expect(await send()).toMatchObject({ failed: 'unknown' });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(vendor.seen).toHaveLength(1);
});

test('a redirect is not followed', async () => {
  await serve(() => ({ status: 307, headers: { location: '/elsewhere' }, body: '' }));
  expect(await send()).toMatchObject({ status: 307 });
  expect(vendor.seen).toHaveLength(1);
});

test('an answer beyond the limit is unknown', async () => {
  await serve(() => ({ body: 'x'.repeat(100_000) }));
  expect(await send({ maxBytes: 1_000 })).toEqual({ failed: 'unknown', reason: 'the answer is too long' });
});

test('an early hint is not the answer', async () => {
  await serve((_, response) => {
    response.writeEarlyHints({ link: '</style.css>; rel=preload' });
    return { status: 200, body: '{}' };
  });
  expect(await send()).toMatchObject({ status: 200, text: '{}' });
});
