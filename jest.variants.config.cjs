/** Every position of every switch of both twins: `npm run test:variants`, some minutes. */
const { projects, ...everyTier } = require('./jest.config.cjs');
const system = projects.find(({ displayName }) => displayName === 'system');

module.exports = {
  ...everyTier,
  projects: [{ ...system, displayName: 'variants', testMatch: ['<rootDir>/test/variants/**/*.variants.ts'] }],
};
