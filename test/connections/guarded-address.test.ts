import type { LookupAddress } from 'node:dns';
import fc from 'fast-check';
import { Agent, request } from 'undici';
import { guardedConnector, type Guard } from '../../clients/http/guarded-connector';
import { isPublicAddress } from '../../clients/http/public-address';
import { sendRequest } from '../../clients/http/vendor-request';
import { writeTicket } from '../../clients/http/vendor-session';
import { probeEmployee } from '../../clients/tribe';
import { probeFolder } from '../../clients/winbooks';
import { winbooksAccess } from '../../clients/winbooks/winbooks-session';
import { tribeConnection, winbooksConnection } from '../clients/support/memory-connection';
import { ScriptedVendor, withTokens } from '../clients/support/scripted-vendor';

let vendor: ScriptedVendor;
beforeEach(async () => {
  vendor = await ScriptedVendor.start(withTokens(() => ({ body: [] })));
});
afterEach(() => vendor.close());
const port = (): string => new URL(vendor.origin).port;

describe('a public address', () => {
  test.each([
    '1.1.1.1',
    '8.8.8.8',
    '172.15.0.1',
    '172.32.0.1',
    '100.63.255.255',
    '192.169.0.1',
    '223.255.255.254',
  ])('%s', (address) => expect(isPublicAddress(address)).toBe(true));
  test.each(['2606:4700:4700::1111', '2a00:1450:4013:c01::66', '2001:4860:4860::8888'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  );
});

describe('no public address', () => {
  test.each([
    ['private', ['10.0.0.1', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.1.1', '100.64.0.1']],
    ['loopback', ['127.0.0.1', '127.255.255.254', '::1', '0:0:0:0:0:0:0:1']],
    ['unspecified', ['0.0.0.0', '0.1.2.3', '::', '::0']],
    [
      'link-local, and the clouds’ metadata',
      ['169.254.169.254', 'fe80::1', 'febf::1', 'fe80::1%eth0', 'fd00:ec2::254'],
    ],
    ['unique-local and site-local', ['fc00::1', 'fdff:ffff::1', 'fec0::1']],
    ['multicast and broadcast', ['224.0.0.1', '239.255.255.255', '255.255.255.255', '240.0.0.1', 'ff02::1']],
    [
      'documentation and benchmarks',
      ['192.0.2.1', '198.51.100.1', '203.0.113.1', '198.18.0.1', '2001:db8::1'],
    ],
    ['IPv4 mapped', ['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::ffff:1.1.1.1']],
    [
      'IPv4 compatible, translated or tunnelled',
      ['::127.0.0.1', '64:ff9b::7f00:1', '2002:7f00:1::', '2001:0:7f00:1::'],
    ],
    ['not an address', ['', 'localhost', '127.1', '2130706433', '0x7f000001', '1.1.1.1 ', '::1]']],
  ])('%s', (_, addresses) => {
    expect(addresses.filter(isPublicAddress)).toEqual([]);
  });

  test('in IPv6, whatever IPv4 it maps', () => {
    fc.assert(fc.property(fc.ipV4(), (address) => expect(isPublicAddress(`::ffff:${address}`)).toBe(false)));
  });
});

describe('a guarded request', () => {
  const ask = (url: string) =>
    sendRequest({ url, method: 'GET', headers: {}, timeoutMs: 4_000, guardedAddress: true });

  test.each([
    ['a loopback address', '127.0.0.1'],
    ['its decimal form', '2130706433'],
    ['its hexadecimal form', '0x7f000001'],
    ['its octal form', '0177.0.0.1'],
    ['its short form', '127.1'],
    ['its IPv6 form', '[::1]'],
    ['its mapped form', '[::ffff:127.0.0.1]'],
    ['its mapped form in hexadecimal', '[::ffff:7f00:1]'],
    ['the unspecified address', '0.0.0.0'],
    ['a name of this machine', 'localhost'],
    ['its full stop', 'localhost.'],
    ['its upper case', 'LOCALHOST'],
    ['full-width digits', '１２７.0.0.1'],
  ])('to %s is certainly not sent', async (_, host) => {
    const answer = await ask(`http://${host}:${port()}/`);
    expect(answer).toMatchObject({ failed: 'unavailable' });
    expect(vendor.seen).toHaveLength(0);
  });

  test('does not use a connection that an unguarded request has opened', async () => {
    const given = { url: `${vendor.origin}/`, method: 'GET', headers: {}, timeoutMs: 4_000 } as const;
    expect(await sendRequest(given)).toMatchObject({ status: 200 });
    expect(await sendRequest({ ...given, guardedAddress: true })).toEqual({
      failed: 'unavailable',
      reason: 'ADDRESS_REFUSED: the address is not on the public internet',
    });
    expect(vendor.seen).toHaveLength(1);
  });
});

describe('the connector', () => {
  const through = async (guard: Partial<Guard>, host = 'vendor.example') => {
    const dispatcher = new Agent({ connect: guardedConnector({ timeoutMs: 2_000, ...guard }) });
    try {
      const { statusCode } = await request(`http://${host}:${port()}/`, { dispatcher });
      return statusCode;
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    } finally {
      await dispatcher.destroy();
    }
  };
  const answers = (...addresses: string[]): Partial<Guard> => ({
    resolveAll: (_, answer) =>
      answer(
        null,
        addresses.map((address): LookupAddress => ({ address, family: address.includes(':') ? 6 : 4 })),
      ),
  });

  test.each([
    ['private', ['10.0.0.1']],
    ['loopback', ['127.0.0.1']],
    ['loopback in IPv6', ['::1']],
    ['mapped', ['::ffff:127.0.0.1']],
    ['public and private mixed', ['1.1.1.1', '127.0.0.1']],
    ['private and public mixed', ['127.0.0.1', '1.1.1.1']],
    ['public in IPv4, unique-local in IPv6', ['1.1.1.1', 'fd00::1']],
    ['none at all', []],
  ])('refuses a name whose answers are %s', async (_, addresses) => {
    expect(await through(answers(...addresses))).toBe('ADDRESS_REFUSED');
    expect(vendor.seen).toHaveLength(0);
  });

  test('passes on what the resolver says went wrong', async () => {
    const away = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
    expect(await through({ resolveAll: (_, answer) => answer(away, []) })).toBe('ENOTFOUND');
  });

  test('connects to an address that it may connect to, having looked the name up once', async () => {
    const asked: string[] = [];
    const status = await through({
      mayConnect: (address) => address === '127.0.0.1',
      resolveAll: (hostname, answer) => {
        asked.push(hostname);
        answer(null, [{ address: '127.0.0.1', family: 4 }]);
      },
    });
    expect(status).toBe(200);
    expect(asked).toEqual(['vendor.example']);
  });

  test('a name that leads elsewhere at the second look-up is of no use: there is none', async () => {
    const turns = ['127.0.0.1', '10.9.9.9'];
    const guard: Partial<Guard> = {
      mayConnect: (address) => address === '127.0.0.1',
      resolveAll: (_, answer) => answer(null, [{ address: turns.shift() ?? '10.9.9.9', family: 4 }]),
    };
    expect(await through(guard)).toBe(200);
    expect(await through(guard)).toBe('ADDRESS_REFUSED');
  });

  test('checks the other end of the socket as well, before a byte of HTTP is written', async () => {
    const checked: string[] = [];
    const onlyByName = (address: string): boolean => checked.push(address) === 1;
    expect(await through({ ...answers('127.0.0.1'), mayConnect: onlyByName })).toBe('ADDRESS_REFUSED');
    expect(checked).toEqual(['127.0.0.1', '127.0.0.1']);
    expect(vendor.seen).toHaveLength(0);
  });

  test.each(['127.0.0.1', '[::1]'])('checks a literal address (%s) before it connects', async (host) => {
    const checked: string[] = [];
    const never = (address: string): boolean => checked.push(address) === 0;
    expect(await through({ mayConnect: never }, host)).toBe('ADDRESS_REFUSED');
    expect(checked).toEqual([host.replace(/[[\]]/g, '')]);
  });
});

describe('a connection whose addresses a user supplied', () => {
  const user = { isUserSupplied: true };

  test('is guarded in every request: for tokens, reads and writes', async () => {
    expect((await probeFolder(winbooksConnection(vendor.origin, user))).kind).toBe('unavailable');
    expect((await probeEmployee(tribeConnection(vendor.origin, user))).kind).toBe('unavailable');

    const [winbooks, tribe] = [winbooksConnection(vendor.origin, user), tribeConnection(vendor.origin, user)];
    for (const { tokens } of [winbooks, tribe])
      tokens.held = { accessToken: 'live', refreshToken: null, expiresAt: Date.now() + 9e5, version: 1 };
    expect((await probeFolder(winbooks)).kind).toBe('unavailable');
    expect((await probeEmployee(tribe)).kind).toBe('unavailable');
    const ticket = await writeTicket(winbooksAccess(winbooks));
    if (ticket.kind !== 'ok') throw new Error('no ticket');
    const url = `${vendor.origin}/app/GLTransHeader/Folder/DEMO`;
    expect((await ticket.value.send({ url, method: 'POST', headers: {}, timeoutMs: 4_000 })).kind).toBe(
      'unavailable',
    );
    expect(vendor.seen).toHaveLength(0);
  });

  test('is not when they are the operator’s', async () => {
    expect((await probeFolder(winbooksConnection(vendor.origin))).kind).toBe('ok');
    expect(vendor.seen).toHaveLength(2);
  });
});
