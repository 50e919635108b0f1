const { LegacyFakeTimers, ModernFakeTimers } = require('@jest/fake-timers');
const { ModuleMocker } = require('jest-mock');

/**
 * Tests run among the globals of Node itself instead of a copy of them for each file. The modules of dependencies can
 * then be loaded once per process (runtime.cjs), and an `Error` of Node is an `Error` for the program, as in production.
 * A file that changes a variable of the environment changes it for itself.
 */
module.exports = class OneRealmEnvironment {
  constructor({ projectConfig }) {
    this.global = globalThis;
    this.before = { env: { ...process.env }, exit: process.exit, console: globalThis.console };
    Object.assign(globalThis, projectConfig.globals);
    const given = { config: projectConfig, global: globalThis };
    this.moduleMocker = new ModuleMocker(globalThis);
    this.fakeTimersModern = new ModernFakeTimers(given);
    this.fakeTimers = new LegacyFakeTimers({
      ...given,
      moduleMocker: this.moduleMocker,
      timerConfig: { idToRef: (id) => id, refToId: (timer) => timer },
    });
  }

  async setup() {}

  async teardown() {
    this.fakeTimers.dispose();
    this.fakeTimersModern.dispose();
    const { env, exit, console } = this.before;
    for (const name of Object.keys(process.env)) if (!(name in env)) delete process.env[name];
    Object.assign(process.env, env);
    process.exit = exit;
    globalThis.console = console;
    this.isOver = true;
  }

  exportConditions() {
    return ['node', 'node-addons'];
  }

  getVmContext() {
    return this.isOver ? null : globalThis;
  }
};
