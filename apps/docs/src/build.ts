import { buildDocs } from './build-docs.ts';

// Progress is for whoever waits; a build that had nothing to do says nothing.
const { built, folder, seconds } = await buildDocs((line) => process.stdout.write(`${line}\n`));
if (built) process.stdout.write(`The reference is built in ${folder} (${seconds.toFixed(1)} s).\n`);
