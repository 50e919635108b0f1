import { z } from 'zod';
import type { VatMapNow } from '../actions/change-vat-map';

/** The VAT map as `vat --json` and the API show it: a contract with whoever scripts this program. */
export const vatMapShape = z
  .object({
    tenant: z.string(),
    version: z.int(),
    groups: z.array(
      z.object({
        id: z.string(),
        code: z.string().nullable(),
        name: z.string().nullable(),
        percentage: z.number().nullable(),
        vatCode: z.string().nullable().describe('Of WinBooks; null while it has none.'),
      }),
    ),
    codes: z.array(
      z.object({
        code: z.string(),
        name: z.string().nullable(),
        ratePercent: z.number().nullable(),
        isSale: z.boolean().nullable(),
        isLocked: z.boolean(),
      }),
    ),
    unmapped: z.array(z.string()),
  })
  .meta({ id: 'VatMap' });

export function vatListing(tenant: string, { version, map, codes }: VatMapNow): z.output<typeof vatMapShape> {
  return {
    tenant,
    version,
    groups: map.map((entry) => ({
      id: entry.vatGroupId,
      code: entry.vatGroupCode,
      name: entry.vatGroupName,
      percentage: entry.percentage,
      vatCode: entry.mapped ? entry.vatCode : null,
    })),
    codes: codes.map(({ code, name, ratePercent, isSale, isLocked }) => ({
      code,
      name,
      ratePercent,
      isSale,
      isLocked,
    })),
    unmapped: map
      .filter(({ mapped }) => !mapped)
      .map(({ vatGroupName, vatGroupCode, vatGroupId }) => vatGroupName ?? vatGroupCode ?? vatGroupId),
  };
}
