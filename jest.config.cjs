/**
 * The tests in tiers, by what they need. A file belongs to the first tier that names it and to `system` otherwise:
 * - unit: no server, no process, a second or two each;
 * - twins: the sandbox's twins and what is measured on them alone, as processes;
 * - store: Postgres;
 * - system: Postgres, Temporal, and processes of the product.
 * Each server starts once per run, and only for a tier that runs and needs it (test/support/run-servers.ts).
 */
const unit = [
  'actions/{issue-words,secret-option}',
  'clients/!(tribe-twin|tribe-relations|tribe-relation-writes|winbooks-twin|winbooks-parties|winbooks-party-writes|winbooks-matched-lines)',
  'connections/{guarded-address,tribe-refresh}',
  'deploy/*',
  'domain/**/*',
  'observability/*',
  'replay/*',
  'start/{invoice-table,status-words}',
  'store/encryption',
  'variants/slow-vendor',
  'words/*',
];
const twins = ['clients/*', 'sandbox/*'];
const store = ['connections/{known-silence,slot-desk,slot-lease,watch.properties}', 'explore/*', 'store/*'];

const files = (names) => names.map((name) => `<rootDir>/test/${name}.test.ts`);
/** Jest puts a root into a glob that begins with it, and into no other. */
const but = (...tiers) => tiers.flat().map((name) => `!**/test/${name}.test.ts`);

const base = {
  rootDir: __dirname,
  testEnvironment: '<rootDir>/test/one-realm/environment.cjs',
  runtime: '<rootDir>/test/one-realm/runtime.cjs',
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs' },
        sourceMaps: 'inline',
      },
    ],
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/.data'],
};
/** `setup` starts what the tier needs; a test that asks for more is told that it stands in the wrong tier. */
const tier = (displayName, testMatch, setup) => ({
  ...base,
  displayName,
  testMatch,
  globals: { TIER: displayName },
  ...(setup && {
    globalSetup: `<rootDir>/test/${setup}.ts`,
    globalTeardown: '<rootDir>/test/global-teardown.ts',
  }),
});

module.exports = {
  projects: [
    tier('unit', files(unit)),
    tier('twins', [...files(twins), ...but(unit)]),
    tier('store', [...files(store), ...but(unit)], 'postgres-setup'),
    tier('system', [...files(['**/*']), ...but(unit, twins, store)], 'global-setup'),
  ],
  // Most tests wait for clocks (quiet periods, lost heartbeats), not for a core: four at once suit two cores.
  maxWorkers: 4,
  testTimeout: 60_000,
  reporters: ['default', '<rootDir>/test/support/slowest-files.cjs'],
};
