import type { Client } from '@temporalio/client';
import type { Database } from '../store/database/database';
import type { KeyRing } from '../store/database/encryption';
import type { Configuration } from '../configuration/configuration';
import type { DebugPoint } from './debug-points';
import type { MasterDataCache } from './master-data';

/** The dependencies of every activity, created once per worker process. */
export interface Dependencies {
  readonly database: Database;
  readonly keyRing: KeyRing;
  readonly configuration: Configuration;
  readonly temporal: Client;
  readonly masterData: MasterDataCache;
  /** Aborted when the worker is asked to stop, so that long loops end early. */
  readonly stopping: AbortSignal;
  readonly debugPoint: (point: DebugPoint) => Promise<void>;
}
