/** Counts the requests of each tenant in the current second. */
export class RequestPace {
  private readonly counts = new Map<string, { second: number; requests: number }>();

  /** Whether one more request is too many; `limit` is in requests per second, `none` means no limit (switch G9). */
  isExceeded(tenant: string, limit: string, now: number): boolean {
    if (limit === 'none') return false;
    const second = Math.floor(now / 1000);
    const current = this.counts.get(tenant);
    const requests = current?.second === second ? current.requests + 1 : 1;
    this.counts.set(tenant, { second, requests });
    return requests > Number(limit);
  }
}
