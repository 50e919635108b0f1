import type { ActionDependencies } from '../../actions/action';
import { createMasterDataCache } from '../../activities/master-data';
import { readConfiguration } from '../../configuration/configuration';
import { keyRing } from '../../store/database/encryption';
import type { Stack } from '../support/stack';

/** What the command line gives to an action, here in this process: the actions themselves without a process each. */
export function actionsOf(stack: Stack): ActionDependencies {
  const configuration = readConfiguration(stack.env);
  return {
    database: stack.database,
    temporal: stack.temporal,
    configuration,
    keyRing: keyRing(configuration.encryptionKeys),
    masterData: createMasterDataCache(),
    stopping: new AbortController().signal,
    debugPoint: async () => undefined,
    actor: 'cli',
  };
}
