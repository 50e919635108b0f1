/** Branded identifiers: one kind of id cannot be passed for another. Brands cost nothing at run time. */
declare const brand: unique symbol;
type Brand<Base, Name extends string> = Base & { readonly [brand]: Name };

/** Our own id of a tenant: one Tribe organisation with one WinBooks folder. */
export type TenantId = Brand<string, 'TenantId'>;
/** A Tribe record id (a Guid in lower case; tribe-api §2.4). */
export type TribeId = Brand<string, 'TribeId'>;
/** A WinBooks object id (a Guid in lower case; winbooks-api §4.0). */
export type WinbooksId = Brand<string, 'WinbooksId'>;
/** A calendar day, `YYYY-MM-DD`, as it is written on the document: never shifted by a time zone. */
export type Day = Brand<string, 'Day'>;

export const tenantId = (value: string): TenantId => value as TenantId;
export const tribeId = (value: string): TribeId => value.trim().toLowerCase() as TribeId;
export const winbooksId = (value: string): WinbooksId => value.trim().toLowerCase() as WinbooksId;
export const day = (value: string): Day => value as Day;
