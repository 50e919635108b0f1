/** Every position of every switch of both twins: `npm run test:variants`, some minutes. */
module.exports = {
  ...require('./jest.config.cjs'),
  testMatch: ['<rootDir>/test/variants/**/*.variants.ts'],
};
