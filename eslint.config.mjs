import { builtinModules } from 'node:module';
import js from '@eslint/js';
import ts from 'typescript-eslint';
import prettier from 'eslint-config-prettier';

/**
 * The house's arrows: what each room may import of ours. `test` and `bench` may import everything but
 * only test the sandbox through HTTP. A room that is absent from a list may not be imported at all.
 */
const mayImport = {
  domain: [],
  configuration: ['domain'],
  observability: ['domain', 'configuration'],
  workflows: ['domain'],
  clients: ['domain', 'observability'],
  store: ['domain', 'observability'],
  activities: ['domain', 'configuration', 'observability', 'clients', 'store'],
  actions: ['domain', 'configuration', 'observability', 'clients', 'store', 'activities', 'temporal'],
  temporal: ['domain'],
  workers: [
    'domain',
    'configuration',
    'observability',
    'clients',
    'store',
    'activities',
    'workflows',
    'temporal',
  ],
  contract: ['domain', 'store', 'activities', 'actions'],
  server: ['domain', 'configuration', 'observability', 'store', 'actions', 'contract'],
  local: ['domain', 'configuration', 'observability', 'store', 'temporal'],
  cli: [
    'domain',
    'configuration',
    'observability',
    'clients',
    'store',
    'activities',
    'actions',
    'contract',
    'temporal',
    'workers',
    'server',
    'local',
  ],
  sandbox: [],
  console: [],
};
const rooms = Object.keys(mayImport);

/** One rule set per room; `typesOnly` rooms may be named in `import type` alone. */
function boundary(room, allowed, typesOnly = []) {
  const patterns = rooms
    .filter((other) => other !== room && !allowed.includes(other))
    .map((other) => ({
      regex: `^(\\.\\./)+${other}(/|$)`,
      allowTypeImports: typesOnly.includes(other),
      message: `${room}/ must not import ${other}/ (see docs/adr/0002-house-and-boundaries.md).`,
    }));
  return patterns;
}

const builtins = builtinModules.flatMap((name) => [name, `node:${name}`]);
const houseRules = Object.entries(mayImport).map(([room, allowed]) => ({
  files: [`${room}/**/*.ts`],
  rules: {
    '@typescript-eslint/no-restricted-imports': [
      'error',
      {
        patterns: boundary(room, allowed, room === 'workflows' ? ['activities'] : []),
        paths:
          room === 'workflows'
            ? builtins.map((name) => ({ name, message: 'Workflows are deterministic: no Node built-ins.' }))
            : [],
      },
    ],
  },
}));

export default ts.config(
  { ignores: ['dist', 'node_modules', 'coverage', '**/*.cjs', '**/*.mjs', '.data*'] },
  js.configs.recommended,
  ...ts.configs.recommendedTypeChecked,
  prettier,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/no-non-null-assertion': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/require-await': 'off',
      '@typescript-eslint/restrict-template-expressions': [
        'error',
        { allowNumber: true, allowBoolean: true },
      ],
    },
  },
  ...houseRules,
);
