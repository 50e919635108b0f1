import { z } from 'zod';

/** One condition as sent; the nested ones of OR, AND and NOT are its values. */
export const conditionShape = z.looseObject({
  Operator: z.number().int(),
  PropertyName: z.string().nullish(),
  OtherPropertyName: z.string().nullish(),
  Values: z.array(z.unknown()).nullish(),
});
/** An ExecuteCriteria body as sent (winbooks-api §3.5). */
export const criteriaShape = z.looseObject({
  EntityType: z.string(),
  Alias: z.string().nullish(),
  Association: z
    .record(
      z.string(),
      z.looseObject({
        OwnerAlias: z.string().nullish(),
        AliasName: z.string().nullish(),
        Type: z.string(),
        JoinType: z.number().nullish(),
        LeftProperty: z.string(),
        RightProperty: z.string(),
      }),
    )
    .nullish(),
  Conditions: z.array(conditionShape).nullish(),
  ProjectionsList: z
    .array(z.looseObject({ PropertyName: z.string().nullish(), Operator: z.number().int().default(22) }))
    .nullish(),
  Orders: z
    .array(
      z.looseObject({
        PropertyName: z.string(),
        Alias: z.string().nullish(),
        Ascending: z.boolean().nullish(),
      }),
    )
    .nullish(),
  FirstResult: z.number().int().nullish(),
  MaxResult: z.number().int().nullish(),
});
