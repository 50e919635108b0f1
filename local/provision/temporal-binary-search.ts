/** The version that we build or download. Keep it equal to tools/temporal/go.mod. */
export const TEMPORAL_CLI_VERSION = '1.8.2';

export interface TemporalBinarySearch {
  /** See `cacheDirectory`. */
  readonly cacheDir: string;
  /** Told what happens, one line at a time: a build takes minutes. */
  readonly say: (line: string) => void;
  readonly env?: NodeJS.ProcessEnv;
  /** Ends a download or a build that is under way. */
  readonly signal?: AbortSignal;
  /** Where the vendor's archives are; a mirror in tests. */
  readonly archives?: string;
}
