import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { projectRoot } from '../../local/supervision/project-root';
import { readConfiguration } from '../../configuration/configuration';

const compose = z.object({
  services: z.record(
    z.string(),
    z.object({
      image: z.string().optional(),
      build: z.string().optional(),
      command: z.array(z.string()).optional(),
      environment: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
      depends_on: z.record(z.string(), z.object({ condition: z.string() })).optional(),
      volumes: z.array(z.string()).optional(),
      healthcheck: z.object({ test: z.array(z.string()) }).optional(),
    }),
  ),
  volumes: z.record(z.string(), z.unknown()),
});

const root = projectRoot();
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');

/** `${NAME:?message}` and `${NAME:-default}` as compose fills them in, with an example where a value is required. */
function interpolate(text: string, given: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\$\{([A-Z_]+):([?-])([^}]*)\}/g, (_, name: string, kind: string, rest: string) => {
    const value = given[name] ?? (kind === '-' ? rest : undefined);
    if (value === undefined) throw new Error(`${name}: ${rest}`);
    return value;
  });
}

describe('docker-compose.yml', () => {
  const given = {
    POSTGRES_PASSWORD: 'secret',
    ENCRYPTION_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  };
  const { services } = compose.parse(parse(interpolate(read('docker-compose.yml'), given), { merge: true }));

  it('is the production shape: Temporal, its UI, Postgres, worker, server', () => {
    expect(Object.keys(services)).toEqual(
      expect.arrayContaining(['postgres', 'temporal', 'temporal-ui', 'worker', 'server']),
    );
  });

  it('asks for its secrets instead of having defaults', () => {
    expect(() => interpolate(read('docker-compose.yml'), {})).toThrow(
      /set (POSTGRES_PASSWORD|ENCRYPTION_KEYS)/,
    );
  });

  it.each(['migrate', 'worker', 'server'])('gives the %s an environment that the product accepts', (name) => {
    const environment = services[name]?.environment ?? {};
    const env = Object.fromEntries(Object.entries(environment).map(([key, value]) => [key, String(value)]));
    expect(readConfiguration(env)).toMatchObject({ mode: 'production', taskQueue: 'tribe-winbooks' });
  });

  it('pins every image that is not ours', () => {
    const images = Object.values(services).flatMap(({ image }) => image ?? []);
    expect(images.filter((image) => image !== 'tribe-winbooks-sync' && !/:\d/.test(image))).toEqual([]);
  });

  it('depends on services that exist, healthy ones with a health check', () => {
    for (const { depends_on: dependencies } of Object.values(services)) {
      for (const [name, { condition }] of Object.entries(dependencies ?? {})) {
        expect(services[name]).toBeDefined();
        if (condition === 'service_healthy') expect(services[name]?.healthcheck).toBeDefined();
      }
    }
  });

  it('mounts and starts what is in the tree', () => {
    const mounted = Object.values(services).flatMap(({ volumes }) => volumes ?? []);
    for (const mount of mounted.filter((volume) => volume.startsWith('./')))
      expect(existsSync(path.join(root, mount.split(':')[0] ?? ''))).toBe(true);
    const programs = Object.values(services).flatMap(({ command }) => command?.[1] ?? []);
    expect(programs).not.toEqual([]);
    for (const program of programs)
      expect(existsSync(path.join(root, program.replace('dist/', '').replace('.js', '.ts')))).toBe(true);
    expect(read('tsconfig.build.json')).toContain('cli/**/*.ts');
  });
});
