import { buildDocs, type PartName } from './build-docs.ts';

// `build.ts` makes all that is missing, `build.ts reference` or `build.ts site` only that.
// Progress is for whoever waits; a build that had nothing to do says nothing.
const only = process.argv[2] as PartName | undefined; // A wrong name fails below, by name.
const { built, folder, seconds } = await buildDocs((line) => process.stdout.write(`${line}\n`), only && { only });
if (built.length > 0) process.stdout.write(`The ${built.join(' and the ')} ${built.length === 1 ? 'is' : 'are'} built in ${folder} (${seconds.toFixed(1)} s).\n`);
