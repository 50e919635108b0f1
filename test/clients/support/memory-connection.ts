import type {
  HeldTokens,
  RequestBudget,
  RequestSlot,
  Tokens,
  TokenVault,
  TribeConnection,
  WinbooksConnection,
} from '../../../clients/connection';

/** What the store does with tokens, in memory: a version that moves with each stored set, and a lease that lapses. */
export class MemoryVault implements TokenVault {
  held: HeldTokens | null = null;
  stores = 0;
  leaseRequests = 0;
  private leasedTo: string | null = null;
  private leaseUntil = 0;

  async read(): Promise<HeldTokens | null> {
    return this.held;
  }

  async lease(holder: string, ms: number): Promise<boolean> {
    this.leaseRequests += 1;
    if (this.leasedTo !== null && this.leasedTo !== holder && this.leaseUntil > Date.now()) return false;
    this.leasedTo = holder;
    this.leaseUntil = Date.now() + ms;
    return true;
  }

  async store(tokens: Tokens, expectedVersion: number): Promise<boolean> {
    if ((this.held?.version ?? 0) !== expectedVersion) return false;
    this.held = { ...tokens, version: expectedVersion + 1 };
    this.stores += 1;
    return true;
  }

  async release(holder: string): Promise<void> {
    if (this.leasedTo === holder) this.leasedTo = null;
  }
}

/** A budget that counts: how many slots are out, how many were ever, and until when the vendor wants silence. */
export class MemoryBudget implements RequestBudget {
  out = 0;
  most = 0;
  taken = 0;
  pausedUntil = 0;

  constructor(private readonly concurrency = 4) {}

  async acquire(): Promise<RequestSlot | null> {
    if (this.out >= this.concurrency || this.pausedUntil > Date.now()) return null;
    this.out += 1;
    this.taken += 1;
    this.most = Math.max(this.most, this.out);
    return {
      confirm: async () => true,
      isHeld: () => true,
      release: async () => {
        this.out -= 1;
      },
    };
  }

  knownSilence(): number {
    return Math.max(0, this.pausedUntil - Date.now());
  }

  async silence(): Promise<number> {
    return this.knownSilence();
  }

  async pauseFor(ms: number): Promise<void> {
    this.pausedUntil = Date.now() + ms;
  }
}

interface Memory {
  readonly tokens: MemoryVault;
  readonly budget: MemoryBudget;
}

export const winbooksConnection = (
  apiUrl: string,
  given: Partial<WinbooksConnection> = {},
): WinbooksConnection & Memory => ({
  apiUrl,
  folder: 'DEMO',
  email: 'api@acme.example',
  exchangeToken: 'xt-acme',
  ...given,
  tokens: new MemoryVault(),
  budget: new MemoryBudget(),
});

export const tribeConnection = (
  origin: string,
  given: Partial<TribeConnection> = {},
): TribeConnection & Memory => ({
  apiUrl: `${origin}/v1`,
  authUrl: origin,
  clientId: 'cc-acme',
  clientSecret: 'secret-acme',
  ...given,
  tokens: new MemoryVault(),
  budget: new MemoryBudget(),
});
