import { z } from 'zod';
import { LARGEST_PAGE, type Page } from '../actions/page';

export const tenantParams = z.object({
  tenant: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9-]{0,39}$/)
    .describe('Our id of the integration.'),
});

/** Of every list. */
export const pageQuery = z.object({
  cursor: z.string().min(1).max(200).optional().describe('`nextCursor` of the page before.'),
  limit: z.coerce.number().int().min(1).max(LARGEST_PAGE).default(50),
  lang: z.enum(['nl', 'fr', 'en']).optional().describe('Of the words; else `Accept-Language`.'),
});

/** A page of a list. */
export const pageOfShape = <Shape extends z.ZodType>(item: Shape) =>
  z.object({
    items: z.array(item),
    nextCursor: z.string().nullable().describe('Null when this was the last page.'),
  });

/** The part of a list that an action has read, as the API shows it. */
export const shownPage = <Item, Shown>({ items, next }: Page<Item>, show: (item: Item) => Shown) => ({
  items: items.map(show),
  nextCursor: next,
});
