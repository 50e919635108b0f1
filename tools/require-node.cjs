// Loaded before everything else, in syntax that an old Node understands: one sentence instead of a stack trace.
'use strict';

var needed = require('../package.json').engines.node.replace('>=', '');
var numbers = function (version) {
  return version.split('.').map(Number);
};
var have = numbers(process.versions.node);
var want = numbers(needed);

if (have[0] < want[0] || (have[0] === want[0] && have[1] < want[1])) {
  process.stderr.write(
    'Node ' +
      needed +
      ' or newer is needed, and this is Node ' +
      process.versions.node +
      ': see https://nodejs.org.\n',
  );
  process.exit(1);
}
