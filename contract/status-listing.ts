import { z } from 'zod';
import type { TenantStatus } from '../actions/tenant-status';
import { BOOKING_STATES } from '../domain/booking/booking-entry';

/** One integration as `status --json` and the API show it (`TenantStatus`). */
export const statusShape = z
  .object({
    id: z.string(),
    state: z.string(),
    pauseReason: z.string().nullable(),
    invoices: z.record(z.enum(BOOKING_STATES), z.int()),
    heldByCode: z.record(z.string(), z.int()),
    issues: z.int(),
    relationsToReview: z.int(),
    failing: z.array(
      z.object({
        what: z.string(),
        vendor: z.enum(['Tribe', 'WinBooks']).nullable(),
        host: z.string().nullable(),
        cause: z.string(),
        since: z.string(),
      }),
    ),
    obstacles: z.array(z.string()),
    tribeReadAt: z.string().nullable(),
    tribeReading: z.object({ upTo: z.string().nullable() }).nullable(),
    pollSeconds: z.int(),
    openSince: z.string().nullable(),
    lagSeconds: z.object({ tribeToWinbooks: z.int().nullable(), winbooksToTribe: z.int().nullable() }),
  })
  .meta({ id: 'Status' });

export const statusListing = (status: TenantStatus): z.output<typeof statusShape> => ({
  ...status,
  failing: status.failing.map((each) => ({ ...each })),
  obstacles: [...status.obstacles],
});
