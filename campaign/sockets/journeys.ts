import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import pLimit from 'p-limit';
import { selfSigned } from '../../sandbox/certificate.ts';
import { shares } from '../tally.ts';
import { travel, writeApk } from './journey.ts';
import { brokenBy, hasGoneOn } from './laws.ts';
import { anyTrip } from './trip.ts';

/** Each is a process, and mostly waits. */
const SIDE_BY_SIDE = 4;

/** Sends the built action on so many trips over real sockets; tells whether every law has held. */
export async function runJourneys({ seed, sockets }: { seed: number; sockets: number }): Promise<boolean> {
  const trips = fc.sample(anyTrip, { seed, numRuns: sockets });
  const folder = mkdtempSync(join(tmpdir(), 'doksi-journeys-'));
  const identity = selfSigned('localhost');
  const certificatePath = join(folder, 'certificate.pem');
  writeFileSync(certificatePath, identity.cert);
  writeApk(folder);

  const conclusions = new Map<string, number>();
  const startedAt = performance.now();
  let requests = 0;
  const reruns = { all: 0, goneOn: 0 };
  let broken = 0;
  const limit = pLimit(SIDE_BY_SIDE);
  try {
    await Promise.all(
      trips.map((trip, number) =>
        limit(async () => {
          const journey = await travel(trip, { workspace: folder, identity, certificatePath });
          const conclusion = journey.step.outputs['conclusion'] ?? 'none';
          conclusions.set(conclusion, (conclusions.get(conclusion) ?? 0) + 1);
          requests += journey.requests;
          reruns.all += trip.rerun === undefined ? 0 : 1;
          reruns.goneOn += hasGoneOn(journey) ? 1 : 0;
          const complaints = brokenBy(journey);
          if (complaints.length === 0) return;
          broken += 1;
          console.log(
            [`Trip ${number}: ${JSON.stringify(trip)}`, ...complaints, journey.step.log].join('\n'),
          );
        }),
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(0);
  console.log(`${sockets} processes in ${seconds} s: ${requests} requests that came through`);
  console.log(`Conclusions: ${shares(conclusions)}`);
  console.log(`Second attempts: ${reruns.all}, of which ${reruns.goneOn} went on from the first`);
  return broken === 0;
}
