// `npm run chaos [-- --seed N --schedules N --sockets N]`: the fault campaign. So many random schedules are played on a
// clock of their own, and so many on dist/index.js over real sockets. The same seed draws the same ones.
import { parseArgs } from 'node:util';
import { runSchedules } from './schedules.ts';
import { runJourneys } from './sockets/journeys.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: String(Math.floor(Math.random() * 2 ** 31)) },
    schedules: { type: 'string', default: '2000' },
    sockets: { type: 'string', default: '30' },
  },
});
const numberOf = (name: keyof typeof values): number => {
  const number = Number(values[name]);
  if (!Number.isInteger(number) || number < 0)
    throw new Error(`--${name} is ${values[name]}; give a whole number.`);
  return number;
};
const [seed, schedules, sockets] = [numberOf('seed'), numberOf('schedules'), numberOf('sockets')];

console.log(`Seed ${seed}`);
const areSchedulesSound = schedules === 0 || (await runSchedules({ seed, schedules }));
const areSocketsSound = sockets === 0 || (await runJourneys({ seed, sockets }));
process.exitCode = areSchedulesSound && areSocketsSound ? 0 : 1;
