import type { Question, Round } from './rival-process.ts';
import { rival, type Call, type RivalId } from './rivals.ts';
import type { Asked } from './servers.ts';

/** The process in which one client makes its calls. It ends when its parent lets go of it. */
const [id, asked, heyApi] = process.argv.slice(2) as [RivalId, string, string]; // As `startRival` gives them.
const call = await rival(id, JSON.parse(asked) as Asked, heyApi);

process.on('disconnect', () => process.exit());
process.on('message', async (question: Question) => process.send?.(await answer(question)));
process.send?.({ ready: true });

async function answer({ calls, inFlight }: Question): Promise<Round> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const began = performance.now();
  const gave = await makeCalls(calls, inFlight, call);
  const milliseconds = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  return { gave, milliseconds, perSecond: calls / (milliseconds / 1000), cpuMicros: (user + system) / calls };
}

/** Makes so many calls, with so many of them in flight, and gives what the last one gave. */
async function makeCalls(calls: number, inFlight: number, make: Call): Promise<unknown> {
  let left = calls;
  let gave: unknown;
  const work = async () => {
    for (; left > 0; ) {
      left -= 1;
      gave = await make();
    }
  };
  await Promise.all(Array.from({ length: inFlight }, work));
  return gave;
}
