import { parse } from 'yaml';
import * as z from 'zod';

// Every value stays the text that it is in the file, as the runner passes it to a step.
const Texts = z.record(z.string(), z.string()).default({});

const Step = z.looseObject({
  id: z.string().optional(),
  uses: z.string().optional(),
  run: z.string().optional(),
  with: Texts,
});
const ParallelSteps = z.object({ parallel: z.array(Step) }).transform(({ parallel }) => parallel);

const Job = z.looseObject({
  name: z.string().optional(),
  if: z.string().optional(),
  permissions: z.unknown().optional(),
  'timeout-minutes': z.string().optional(),
  outputs: Texts,
  strategy: z
    .looseObject({
      matrix: z
        .object({ include: z.array(z.record(z.string(), z.unknown())).default([]) })
        .catchall(z.array(z.unknown())),
    })
    .optional(),
  steps: z
    .array(z.union([ParallelSteps, Step.transform((step) => [step])]))
    .default([])
    .transform((groups) => groups.flat()),
});

const Workflow = z.looseObject({
  on: z.union([
    z.string().transform((event) => [event]),
    z.array(z.string()),
    z.record(z.string(), z.unknown()).transform((events) => Object.keys(events)),
  ]),
  permissions: z.unknown().optional(),
  jobs: z.record(z.string(), Job),
});

export type Step = z.output<typeof Step>;
export type Job = z.output<typeof Job>;
export type Workflow = z.output<typeof Workflow>;

/** The errors that GitHub's own parser finds in a workflow: in its structure, expressions and jobs. */
export async function workflowErrors(name: string, content: string): Promise<readonly string[]> {
  // It imports JSON in a way that only Jest accepts, and `scripts/try.ts` runs without Jest.
  const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = await import('@actions/workflow-parser');
  const { context, value } = parseWorkflow({ name, content }, new NoOperationTraceWriter());
  if (value !== undefined && context.errors.count === 0) {
    const template = await convertWorkflowTemplate(context, value);
    return [...context.errors.getErrors(), ...(template.errors ?? [])].map(messageOf);
  }
  return context.errors.getErrors().map(messageOf);
}

function messageOf(error: { readonly message?: string; readonly Message?: string }): string {
  return error.message ?? error.Message ?? 'an error without a message';
}

/** Reads a workflow that GitHub's parser accepts. */
export function readWorkflow(content: string): Workflow {
  return Workflow.parse(parse(content, { schema: 'failsafe' }));
}

/** Whether a step is this action. */
export function isOurs({ uses }: Step): boolean {
  return uses?.startsWith('doksi/run-action@') === true || uses === './';
}
