import type { Texts } from '../../domain/issues/texts/text-types';

/** The version that we build or download. Keep it equal to tools/temporal/go.mod. */
export const TEMPORAL_CLI_VERSION = '1.8.2';

export interface TemporalBinarySearch {
  /** See `cacheDirectory`. */
  readonly cacheDir: string;
  /** Called with progress, one line at a time: a build takes minutes. */
  readonly say: (line: Texts) => void;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends a running download or build. */
  readonly signal?: AbortSignal;
  /** Where the vendor's archives are; tests use a mirror. */
  readonly archives?: string;
}
