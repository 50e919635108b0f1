import { z } from 'zod';
import { parseTenantsFile, type TenantDefinition } from '../../domain/tenant/tenants-file';

/** The one line that the twins print (see `cli sandbox --json`). */
export const twinsAnnouncement = z.object({
  tribe: z.object({
    apiUrl: z.string(),
    authUrl: z.string(),
    tenants: z.array(z.object({ id: z.string(), clientId: z.string(), clientSecret: z.string() })),
  }),
  winbooks: z.object({
    apiUrl: z.string(),
    folders: z.array(z.object({ folder: z.string(), email: z.string(), exchangeToken: z.string() })),
  }),
});
export type TwinsAnnouncement = z.output<typeof twinsAnnouncement>;

/** What a person would enter for the two sample companies; the twins announce which credentials they accept. */
const SAMPLES = [
  { id: 'lindeboom', name: 'Lindeboom Interieur BV', folder: 'LINDEBOOM' },
  { id: 'moulin', name: 'Moulin Blanc SRL', folder: 'MOULIN' },
];
const SETTINGS = {
  startDate: '2026-01-01',
  revenueAccount: '700000',
  pollSeconds: 5,
  quietPeriodSeconds: 10,
};

/** The sample tenants as a tenants file would define them. */
export function sampleTenants(twins: TwinsAnnouncement | null): readonly TenantDefinition[] {
  const tenants = SAMPLES.flatMap(({ id, name, folder }) => {
    const tribe = twins?.tribe.tenants.find((tenant) => tenant.id === id);
    const winbooks = twins?.winbooks.folders.find((known) => known.folder === folder);
    if (!tribe || !winbooks) return [];
    const { clientId, clientSecret } = tribe;
    return [{ id, name, tribe: { clientId, clientSecret }, winbooks, vat: 'suggested', settings: SETTINGS }];
  });
  const parsed = parseTenantsFile(JSON.stringify({ tenants }));
  if (!parsed.ok) throw new Error('The twins did not announce the sample tenants.');
  return parsed.tenants;
}
