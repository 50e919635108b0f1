import {
  DefaultLogger,
  Runtime,
  Worker,
  bundleWorkflowCode,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { DeterminismViolationError } from '@temporalio/workflow';
import * as workflows from '../../workflows';
import { recordedHistories } from '../support/histories';

describe('recorded histories', () => {
  let bundle: WorkflowBundleWithSourceMap;
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') });
    bundle = await bundleWorkflowCode({
      workflowsPath: require.resolve('../../workflows'),
      logger: new DefaultLogger('ERROR'),
    });
  }, 120_000);

  it.each(recordedHistories())('$version $name replays with the workflows of today', async ({ json }) => {
    await Worker.runReplayHistory({ workflowBundle: bundle }, json);
  });

  it('a history that took another path is noticed', async () => {
    const booked = recordedHistories().find(({ name }) => name === 'book-invoice-booked');
    if (booked === undefined) throw new Error('book-invoice-booked was not recorded');
    const asActivation = JSON.stringify(booked.json).replaceAll('"bookInvoice"', '"activation"');

    await expect(
      Worker.runReplayHistory({ workflowBundle: bundle }, JSON.parse(asActivation)),
    ).rejects.toThrow(DeterminismViolationError);
  });

  it('there is one of every workflow type', () => {
    const types = new Set(recordedHistories().map(({ type }) => type));
    expect([...types].sort()).toEqual(Object.keys(workflows).sort());
  });
});
