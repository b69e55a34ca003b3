// `npm run try -- WORKFLOW [EVENT]`: runs the Doksi steps of a workflow against the sandbox. See docs/try-locally.md.
import { readFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { eventsOf, play } from '../__tests__/docs/play.ts';
import { readWorkflow } from '../__tests__/docs/workflow.ts';

const [file, trigger] = process.argv.slice(2);
if (file === undefined) {
  process.stderr.write('Usage: npm run try -- WORKFLOW [EVENT]\n');
  process.exitCode = 2;
} else {
  // npm runs scripts in the folder of package.json.
  await tryOut(resolve(process.env['INIT_CWD'] ?? '.', file));
}

async function tryOut(path: string): Promise<void> {
  const workflow = readWorkflow(readFileSync(path, 'utf8'));
  const [event] = eventsOf(trigger ?? workflow.on[0] ?? 'push');
  if (!event) return;
  const onOutput = (chunk: string): void => void process.stdout.write(chunk.replaceAll(/^::add-mask::.*\n/gm, ''));
  // The folder that contains .github/workflows.
  const workspace = resolve(dirname(path), '../..');
  const steps = await play(workflow, event, { workspace, onOutput });
  for (const { job, exitCode, outputs, summary } of steps) {
    process.stdout.write(
      `\n── ${job}: ${outputs['conclusion'] ?? 'no conclusion'}, exit code ${exitCode ?? 'none'} ──\n\n`,
    );
    process.stdout.write(`${JSON.stringify(outputs, undefined, 2)}\n\n${summary}\n`);
  }
  if (steps.length === 0) {
    process.stdout.write(`No Doksi step runs on ${event.name}.\n`);
  }
}
