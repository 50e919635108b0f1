const path = require('node:path');

const SHOWN = 10;

/** A reporter for jest: the files that took longest, with their tier, after a run of more than a few. */
module.exports = class SlowestFiles {
  onRunComplete(contexts, { testResults }) {
    if (testResults.length <= SHOWN) return;
    const lines = testResults
      .map(({ testFilePath, displayName, perfStats }) => ({
        seconds: (perfStats.end - perfStats.start) / 1000,
        tier: displayName?.name ?? '',
        file: path.relative(process.cwd(), testFilePath),
      }))
      .sort((one, other) => other.seconds - one.seconds)
      .slice(0, SHOWN)
      .map(({ seconds, tier, file }) => `${seconds.toFixed(1).padStart(8)} s  ${tier.padEnd(6)}  ${file}`);
    process.stderr.write(`\nThe slowest files:\n${lines.join('\n')}\n`);
  }
};
