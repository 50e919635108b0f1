import { statusInWords } from '../../cli/words/status-words';
import type { TenantStatus } from '../../actions/tenant-status';

const now = new Date('2026-11-21T03:00:00Z');
const before = (seconds: number): string => new Date(now.getTime() - seconds * 1000).toISOString();
const none = { waiting: 0, prepared: 0, posting: 0, verifying: 0, booked: 0, held: 0, skipped: 0 };

const wellStatus: TenantStatus = {
  id: 'acme',
  state: 'active',
  pauseReason: null,
  invoices: { ...none, booked: 9 },
  heldByCode: {},
  issues: 0,
  relationsToReview: 0,
  failing: [],
  obstacles: [],
  tribeReadAt: before(12),
  tribeReading: null,
  pollSeconds: 60,
  openSince: null,
  lagSeconds: { tribeToWinbooks: 12, winbooksToTribe: null },
};
const words = (more: Partial<TenantStatus>): string => statusInWords({ ...wellStatus, ...more }, now, 'en');

describe('status, for whoever is woken up', () => {
  it('a tenant that is well says so in one line per question', () => {
    expect(words({}).split('\n')).toEqual([
      'acme: active; 9 booked.',
      '  Tribe was last read 12 s ago; it is read every 60 s.',
      '  No invoice waits to be booked.',
      '  Nothing needs a person.',
      '  Nothing stands in the way.',
    ]);
  });

  it('one without invoices, and never read', () => {
    const said = words({ state: 'activating', invoices: none, tribeReadAt: null });
    expect(said).toMatch(/^acme: activating; no invoices\.\n {2}Tribe has never been read completely\./);
    expect(said).toMatch(/In the way: it is activating/);
    expect(said).not.toMatch(/Tribe is not being read/);
  });

  it('what waits: how many, and since when the oldest', () => {
    expect(words({ invoices: { ...none, waiting: 1 }, openSince: before(30) })).toMatch(
      /1 waiting\.\n.*\n {2}1 invoice is not booked yet, found 30 s ago\.\n/,
    );
    const long = words({ invoices: { ...none, waiting: 2, posting: 1 }, openSince: before(3 * 3600) });
    expect(long).toMatch(/3 invoices are not booked yet, the oldest found 3 h ago\./);
    expect(long).toMatch(/In the way: WinBooks or Tribe may not be answering/);
  });

  it('relations to review: how many, and the command that shows the proposed pairs', () => {
    const said = words({ relationsToReview: 2 });
    expect(said).toContain(
      'To review: 2 relations have a proposed partner. See them: "matches --tenant acme".',
    );
    expect(said).not.toContain('Nothing needs a person.');
  });

  it('what is held: how many with which code, and the command that says what to do', () => {
    const said = words({
      invoices: { ...none, held: 3 },
      heldByCode: { PERIOD_CLOSED: 2, NEAR_MISS: 1 },
      issues: 4,
    });
    expect(said).toContain(
      'Needs a person: 3 invoices are held (2 × PERIOD_CLOSED, NEAR_MISS); 4 issues are open. What to do: "issues --tenant acme".',
    );
    expect(said).toMatch(/Nothing stands in the way\.$/);
    expect(words({ issues: 1 })).toMatch(/no invoices are held; 1 issue is open/);
  });

  it('a pause: why, and how it ends', () => {
    expect(words({ state: 'paused', pauseReason: 'year-end closing' })).toMatch(
      /In the way: it is paused \(year-end closing\): nothing is sent to WinBooks until "resume --tenant acme"\.$/,
    );
  });

  it('a connection that is refused is named in words, with its code and its command', () => {
    const said = words({
      state: 'paused',
      pauseReason: 'CONNECTION_REFUSED_TRIBE',
      obstacles: ['CONNECTION_REFUSED_TRIBE'],
      issues: 1,
      tribeReadAt: before(86_400),
    });
    expect(said).toMatch(/In the way: Tribe .*\(CONNECTION_REFUSED_TRIBE\)/);
    expect(said).toContain('"reconnect --tenant acme"');
    expect(said).not.toMatch(/resume --tenant/);
    expect(said).not.toMatch(/Tribe is not being read/);
  });

  it('a Tribe that is silent is told from one that is between two polls', () => {
    expect(words({ tribeReadAt: before(200) })).toMatch(/Nothing stands in the way/);
    expect(words({ tribeReadAt: before(60 * 40) })).toMatch(
      /last read 40 min ago; it is read every 60 s\.[^]*In the way: Tribe is not being read/,
    );
    expect(words({ tribeReadAt: before(3600), pollSeconds: 3600 })).toMatch(/Nothing stands in the way/);
  });

  it('what fails now is named at once: vendor, host, for how long, and why', () => {
    const tribe = {
      what: 'tribe',
      vendor: 'Tribe',
      host: 'api.tribecrm.nl',
      cause: 'no usable answer (status 503)',
      since: before(1),
    } as const;
    expect(words({ failing: [tribe] })).toMatch(
      /In the way: Tribe \(api\.tribecrm\.nl\) has not answered properly for 1 s: no usable answer \(status 503\)\.$/,
    );
    // Its poll fails with it, and after a while it is overdue, too: said once.
    const poll = { ...tribe, what: 'poll', since: before(600) } as const;
    const said = words({ failing: [poll, tribe], obstacles: ['POLL_FAILS'], tribeReadAt: before(700) });
    expect(said.match(/In the way/g)).toHaveLength(1);
    const bug = { ...poll, vendor: null, host: null, cause: 'TypeError: x is undefined' };
    expect(words({ failing: [bug] })).toContain(
      'reading Tribe has failed for 10 min: TypeError: x is undefined.',
    );
    const winbooks = {
      ...tribe,
      what: 'winbooks',
      vendor: 'WinBooks',
      host: 'rapi.winbooksonweb.be',
    } as const;
    expect(words({ failing: [winbooks] })).toContain(
      'WinBooks (rapi.winbooksonweb.be) has not answered properly',
    );
  });

  it('a worker that is gone: when Tribe was last read, and that it should have been since', () => {
    expect(words({ tribeReadAt: before(3600) })).toMatch(
      /In the way: Tribe is not being read: it was last read at 2026-11-21T02:00:00\.000Z\./,
    );
  });

  it('a first reading of very many invoices is told, and is no standstill', () => {
    const said = words({ tribeReadAt: null, tribeReading: { upTo: '2021-05-04T10:00:00Z' } });
    expect(said).toContain(
      'Tribe has never been read completely. It is being read completely now, up to 2021-05-04.',
    );
    expect(said).toMatch(/Nothing stands in the way\.$/);
  });

  it('three invoices of unknown fate stop the others', () => {
    const open = { openSince: before(60) };
    expect(words({ ...open, invoices: { ...none, verifying: 3 } })).toMatch(
      /In the way: the fate of 3 invoices/,
    );
    expect(words({ ...open, invoices: { ...none, verifying: 2 } })).toMatch(/Nothing stands in the way/);
  });
});

it('Dutch and French say the same, with no sentence in another language', () => {
  const broken: Partial<TenantStatus> = {
    state: 'paused',
    pauseReason: null,
    invoices: { ...none, waiting: 2, verifying: 3, held: 1 },
    heldByCode: { PERIOD_CLOSED: 1 },
    issues: 2,
    openSince: before(3 * 86_400),
    tribeReadAt: before(3 * 86_400),
    obstacles: ['CONNECTION_REFUSED_WINBOOKS'],
  };
  const inEach = (['nl', 'fr', 'en'] as const).map((language) =>
    [wellStatus, { ...wellStatus, ...broken }].map((each) => statusInWords(each, now, language).split('\n')),
  );
  const [nl, fr, en] = inEach;
  expect(nl?.[0]?.slice(0, 2)).toEqual([
    'acme: actief; 9 geboekt.',
    '  Tribe is 12 s geleden gelezen; dat gebeurt om de 60 s.',
  ]);
  expect(fr?.[0]?.[0]).toBe('acme\u00a0: active\u00a0; 9 comptabilisée.');
  expect(nl?.[1]?.length).toBe(en?.[1]?.length);
  for (const text of [nl, fr].flat(3)) expect(text).not.toMatch(/\b(the|is not|until|nothing|held)\b/);
});
