import {
  allHandlersFinished,
  ApplicationFailure,
  condition,
  defineQuery,
  defineUpdate,
  proxyActivities,
  setHandler,
} from '@temporalio/workflow';
import type { Activities } from '../activities';
import {
  ACTIVATION_STEPS,
  type ActivationInput,
  type ActivationState,
  type ActivationStep,
  type ApprovalMode,
  type StepResult,
  type VatChoice,
} from '../domain/steps/activation-steps';
import { PRIORITY } from '../domain/steps/workflow-names';
import { beginStory, showState } from './story';

/** Checks the stored connection details live. Credentials are in the store; only their versions are passed. */
export const connect = defineUpdate<StepResult, [{ tribeVersion: number; winbooksVersion: number }]>(
  'connect',
);
/** Resolves and stores the VAT map. */
export const mapVat = defineUpdate<StepResult, [{ choice: VatChoice }]>('mapVat');
/** Checks the stored settings against the folder. */
export const configure = defineUpdate<StepResult, [{ version: number }]>('configure');
/** Links what is clear, activates the tenant and starts its loop. */
export const approve = defineUpdate<StepResult, [{ mode: ApprovalMode }]>('approve');
export const activationState = defineQuery<ActivationState>('state');

/**
 * Activation of one tenant: connection details → VAT groups → Other Settings → approve. Waiting for days between steps
 * costs nothing. Every step is an update: its validator checks shape and state, its handler runs the live check and
 * returns the result. A step may be repeated until the tenant is active.
 */
export async function activation(input: ActivationInput): Promise<void> {
  const story = beginStory('Waiting for the connection details');
  const results: Partial<Record<ActivationStep, StepResult>> = {};
  let step: ActivationStep = 'connect';
  let busy = false;

  setHandler(activationState, () => ({
    tenant: input.tenant,
    step,
    results: { ...results },
    ...story.now(),
  }));
  setHandler(
    connect,
    ({ tribeVersion, winbooksVersion }) =>
      take('connect', 'vat', (a) => a.checkConnections(input, { tribeVersion, winbooksVersion })),
    {
      validator: (versions: { tribeVersion: number }) =>
        mayTake('connect', Number.isInteger(versions.tribeVersion)),
    },
  );
  setHandler(mapVat, ({ choice }) => take('vat', 'settings', (a) => a.mapVatGroups(input, choice)), {
    validator: ({ choice }: { choice: unknown }) =>
      mayTake('vat', choice === 'suggested' || typeof choice === 'object'),
  });
  setHandler(
    configure,
    ({ version }) => take('settings', 'approve', (a) => a.checkSettings(input, version)),
    {
      validator: ({ version }: { version: number }) => mayTake('settings', Number.isInteger(version)),
    },
  );
  setHandler(approve, ({ mode }) => take('approve', 'done', (a) => a.activateTenant(input, mode)), {
    validator: ({ mode }: { mode: string }) => mayTake('approve', ['clear', 'none'].includes(mode)),
  });

  await condition(() => step === 'done');
  await condition(allHandlersFinished);

  function mayTake(wanted: ActivationStep, shapeIsRight: boolean): void {
    const refusal = !shapeIsRight
      ? `The input of step "${wanted}" has not the right shape.`
      : busy
        ? 'Another step is being checked; wait for its result.'
        : ACTIVATION_STEPS.indexOf(wanted) > ACTIVATION_STEPS.indexOf(step)
          ? `Step "${wanted}" comes later: the next step is "${step}".`
          : null;
    if (refusal !== null) throw ApplicationFailure.nonRetryable(refusal, 'StepNotAllowed');
  }

  async function take(
    taken: ActivationStep,
    next: ActivationStep,
    check: (activities: Activities) => Promise<StepResult>,
  ): Promise<StepResult> {
    busy = true;
    story.tell(`Checking: ${taken}`);
    try {
      const result = await check(
        proxyActivities<Activities>({
          startToCloseTimeout: '5 minutes',
          heartbeatTimeout: '15 seconds',
          retry: { initialInterval: '1 second', backoffCoefficient: 2, maximumInterval: '30 seconds' },
          priority: { priorityKey: PRIORITY.activation, fairnessKey: input.tenant },
          summary: `Check step "${taken}" live`,
        }),
      );
      results[taken] = result;
      if (result.ok) step = next;
      story.tell(result.ok ? `Next step: ${next}` : `Step "${taken}" needs attention`);
      showState(step, result.issueCodes[0] ?? null);
      return result;
    } finally {
      busy = false;
    }
  }
}
