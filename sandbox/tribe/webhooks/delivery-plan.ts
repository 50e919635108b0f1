import { z } from 'zod';
import { seededRandom } from '../../kernel/seeded-random';

const plan = z.strictObject({
  /** Shares of deliveries that are lost, sent twice, or held back behind later ones. */
  lose: z.number().min(0).max(1).default(0),
  duplicate: z.number().min(0).max(1).default(0),
  disorder: z.number().min(0).max(1).default(0),
  /** Every delivery waits this long; a delivery that is held back waits ten times as long. */
  delayMs: z.number().min(0).max(900_000).default(0),
  /** First wait before a delivery is repeated; it doubles each time. */
  retryMs: z.number().min(1).max(60_000).default(1_000),
  seed: z.number().int().default(1),
});

const shortestHoldMs = 50;

/** The failures of webhook deliveries; none by default. */
export class DeliveryPlan {
  private settings = plan.parse({});
  private random = seededRandom(1);

  /** Replaces the plan; throws a `z.ZodError` on a malformed one. */
  set(order: unknown): object {
    this.settings = plan.parse(order);
    this.random = seededRandom(this.settings.seed);
    return this.settings;
  }

  get retryMs(): number {
    return this.settings.retryMs;
  }

  /** The waits before each sending of one delivery: none when it is lost, two when it is duplicated. */
  waitsMs(): number[] {
    const { lose, duplicate, disorder, delayMs } = this.settings;
    const isLost = this.random() < lose;
    const isDoubled = this.random() < duplicate;
    const isHeldBack = this.random() < disorder;
    if (isLost) return [];
    const waitMs = isHeldBack ? Math.max(delayMs, shortestHoldMs) * 10 : delayMs;
    return isDoubled ? [waitMs, waitMs + shortestHoldMs] : [waitMs];
  }
}
