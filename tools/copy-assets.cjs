/** Completes a build: the SQL migrations beside the compiled migrator, and the workflows bundled once for all workers. */
const { cpSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { bundleWorkflowCode } = require('@temporalio/worker');

const root = path.join(__dirname, '..');
const dist = path.join(root, 'dist');

async function main() {
  cpSync(path.join(root, 'store/migrations'), path.join(dist, 'store/migrations'), { recursive: true });
  const { code } = await bundleWorkflowCode({ workflowsPath: path.join(dist, 'workflows/index.js') });
  writeFileSync(path.join(dist, 'workflow-bundle.js'), code);
}

main().catch((error) => {
  console.error(error);
  process.exit(1);
});
