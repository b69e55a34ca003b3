// `npm run chaos [-- --seed N --schedules N --sockets N]`: the fault campaign.
import { parseArgs } from 'node:util';
import { runSchedules } from './schedules.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    schedules: { type: 'string', default: '2000' },
    sockets: { type: 'string', default: '30' },
  },
});
const [seed, schedules] = [Number(values.seed), Number(values.schedules)];

console.log(`Seed ${seed}`);
const isSound = await runSchedules({ seed, schedules });
process.exitCode = isSound ? 0 : 1;
