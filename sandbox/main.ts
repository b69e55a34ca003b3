import { parseArgs } from 'node:util';
import * as z from 'zod';
import { SANDBOX_API_KEY, startDoksi } from './doksi/server.ts';
import { fates } from './doksi/fates.ts';
import { faultSchema, type FaultSpec } from './doksi/faults.ts';
import type { LoggedRequest } from './server.ts';

const help = `Starts a Doksi on this machine.

  npm run sandbox -- [options]

  --port <number>       the port (8787); 0 picks a free one
  --allowance <number>  how many tests may still run (unlimited)
  --fault <json>        a fault, e.g. '{"on":"GET /runs","kind":"status","status":503,"times":2}';
                        may be given several times
  --help                this text`;

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8787' },
    allowance: { type: 'string' },
    fault: { type: 'string', multiple: true, default: [] },
    help: { type: 'boolean', default: false },
  },
});

if (values.help) console.log(help);
else await serve();

async function serve(): Promise<void> {
  const faults = values.fault.map(faultOf);
  const port = wholeNumber('--port', values.port);
  const doksi = await startDoksi({
    port,
    ...(values.allowance !== undefined && { allowance: wholeNumber('--allowance', values.allowance) }),
    onRequest: print,
  }).catch((error: unknown) => {
    if (!(error instanceof Error && 'code' in error && error.code === 'EADDRINUSE')) throw error;
    console.error(`The port ${port} is in use. Choose another one with --port.`);
  });
  if (!doksi) {
    process.exitCode = 1;
    return;
  }
  faults.forEach(doksi.fault);

  console.log(introduction(doksi.url));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void doksi.close());
  }
}

function introduction(url: string): string {
  const body = '{"matrix":[{"platform":"web","web_url":"https://staging.example.com","test_ids":["pass-3s"]}]}';
  const rows = Object.entries(fates).map(([name, { meaning }]) => `  ${name.padEnd(6)} ${meaning}`);
  return `Doksi sandbox
  api-url  ${url}
  api-key  ${SANDBOX_API_KEY}

A test's id determines what happens, when, and its name: fail-5s-checkout-flow.
${rows.join('\n')}

  curl -H 'Authorization: Bearer ${SANDBOX_API_KEY}' -d '${body}' ${url}/runs
`;
}

function print({ method, path, status }: LoggedRequest): void {
  const [withoutSignature = path] = path.split('?');
  console.log(`${new Date().toISOString()}  ${method} ${withoutSignature}  ${status ?? 'no response'}`);
}

function faultOf(text: string): FaultSpec {
  try {
    return faultSchema.parse(JSON.parse(text));
  } catch (error) {
    const reason = error instanceof z.ZodError ? z.prettifyError(error) : 'is not JSON';
    throw new Error(`--fault ${text}\n${reason}`, { cause: error });
  }
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} needs a whole number, not ${text}.`);
  return Number(text);
}
