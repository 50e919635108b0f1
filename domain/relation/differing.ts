/** The fields of a record that are not equal to those shown. */
export function differing<Fields extends object>(wanted: Fields, shown: Readonly<Fields>): Partial<Fields> {
  const changed: Partial<Fields> = {};
  for (const key of Object.keys(wanted) as (keyof Fields)[])
    if (wanted[key] !== shown[key]) changed[key] = wanted[key];
  return changed;
}
