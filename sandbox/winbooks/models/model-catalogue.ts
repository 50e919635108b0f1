import { accountingModels } from './accounting-models';
import { logisticsModels } from './logistics-models';
import { type ObjectModel } from './object-model';
import { thirdModels } from './third-models';

const catalogue = new Map(
  [...thirdModels, ...accountingModels, ...logisticsModels].map((model) => [model.name, model]),
);

/** The model of a name that this program itself uses; throws on one that is not in the catalogue. */
export function modelNamed(name: string): ObjectModel {
  const model = catalogue.get(name);
  if (model === undefined) throw new Error(`no object model ${name}`);
  return model;
}

/** The model of a URL segment: `{OM}`, or `{OM}` + `s` for many, even where that is not English (winbooks-api §3.2). */
export function modelOfSegment(segment: string): { model: ObjectModel; isPlural: boolean } | null {
  const single = catalogue.get(segment);
  if (single !== undefined) return { model: single, isPlural: false };
  const many = segment.endsWith('s') ? catalogue.get(segment.slice(0, -1)) : undefined;
  return many === undefined ? null : { model: many, isPlural: true };
}

/** The model of a .NET type string such as `Winbooks.TORM.OM.Customer, Winbooks.TORM.OM`, by its last name. */
export function modelOfType(type: string): ObjectModel | null {
  const name = (type.split(',')[0] ?? '').trim().split('.').at(-1) ?? '';
  return catalogue.get(name === 'VatAccount' ? 'Vat' : name) ?? null;
}

export function allModels(): ObjectModel[] {
  return [...catalogue.values()];
}
