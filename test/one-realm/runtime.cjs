const Module = require('node:module');
const path = require('node:path');
const { compileFunction } = require('node:vm');
const { default: Runtime } = require('jest-runtime');

const DEPENDENCIES = path.join(__dirname, '..', '..', 'node_modules') + path.sep;

/**
 * The modules of dependencies are Node's own, loaded once per process; ours are loaded anew for each file. Loading the
 * dependencies for each file took longer than most tests. Nothing of them is mocked.
 */
module.exports = class OneRealmRuntime extends Runtime {
  constructor(...given) {
    super(...given);
    const { executor } = this;
    executor.compile = (source, filename) =>
      compileFunction(source, executor.injectedModuleParameters, { filename });
  }

  requireModule(from, name, options, isRequireActual) {
    const isOurs =
      options?.isInternalModule || name === undefined || name.startsWith('.') || path.isAbsolute(name);
    const file = isOurs || Module.isBuiltin(name) ? null : Module.createRequire(from).resolve(name);
    return file?.startsWith(DEPENDENCIES)
      ? require(file)
      : super.requireModule(from, name, options, isRequireActual);
  }
};
