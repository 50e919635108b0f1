import { lindeboom } from './lindeboom';
import { moulin } from './moulin';
import { type SeedBody } from '../seed/seed-format';

/** The sample for a first look at the product: two tenants whose invoices can all be booked today. */
export const sampleSeed: SeedBody = {
  tenants: [lindeboom, moulin],
  applications: [
    {
      clientId: 'marketplace-client',
      clientSecret: 'marketplace-secret',
      name: 'WinBooks',
      redirectUris: ['http://127.0.0.1/oauth/callback', 'https://integration.example/oauth/callback'],
    },
  ],
};
