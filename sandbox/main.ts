import { parseArgs } from 'node:util';
import * as z from 'zod';
import type { LoggedRequest } from './doksi/server.ts';
import { SANDBOX_API_KEY, startDoksi } from './doksi/server.ts';
import { FAULTS_PATH, parseFault } from './doksi/fault-desk.ts';
import { fates } from './doksi/fates.ts';
import type { FaultSpec } from './doksi/faults.ts';

const help = `Runs a Doksi on this machine.

  npm run sandbox -- [options]

  --port <number>       where to listen (8787)
  --allowance <number>  how many tests may still run (unlimited)
  --fault <json>        something to go wrong, e.g. '{"on":"GET /runs","kind":"status","status":503,"times":2}';
                        may be given more than once
  --help                this text

While it runs, POST such JSON to ${FAULTS_PATH} for another fault; DELETE forgets those still to come.`;

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
  const doksi = await startDoksi({
    port: wholeNumber('--port', values.port),
    ...(values.allowance !== undefined && { allowance: wholeNumber('--allowance', values.allowance) }),
    onRequest: print,
  });
  faults.forEach(doksi.fault);

  console.log(introduction(doksi.url));
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void doksi.close());
  }
}

function introduction(url: string): string {
  const body =
    '{"matrix":[{"platform":"web","web_url":"https://staging.example.com","test_ids":["pass-3s"]}]}';
  const rows = Object.entries(fates).map(([name, meaning]) => `  ${name.padEnd(6)} ${meaning}`);
  return `Doksi sandbox
  api-url  ${url}
  api-key  ${SANDBOX_API_KEY}

A test's id tells its fate, when it ends, and its name: fail-5s-checkout-flow.
${rows.join('\n')}

  curl -H 'Authorization: Bearer ${SANDBOX_API_KEY}' -d '${body}' ${url}/runs
`;
}

function print({ method, path, status }: LoggedRequest): void {
  const [withoutSignature = path] = path.split('?');
  console.log(`${new Date().toISOString()}  ${method} ${withoutSignature}  ${status ?? 'no answer'}`);
}

function faultOf(text: string): FaultSpec {
  const parsed = parseFault(text);
  if (!parsed.success) throw new Error(`--fault ${text}\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function wholeNumber(option: string, text: string): number {
  if (!/^\d+$/.test(text)) throw new Error(`${option} takes a whole number, not ${text}.`);
  return Number(text);
}
