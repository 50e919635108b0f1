/** Counts the requests of each licence in the last second (gap G2). */
export class RequestPace {
  private readonly recent = new Map<string, number[]>();

  /** Whether this request is one too many; `limit` is a number per second or `none`. */
  isTooFast(licence: string, limit: string): boolean {
    if (limit === 'none') return false;
    const now = Date.now();
    const moments = (this.recent.get(licence) ?? []).filter((moment) => moment > now - 1000);
    this.recent.set(licence, moments);
    if (moments.length >= Number(limit)) return true;
    moments.push(now);
    return false;
  }
}
