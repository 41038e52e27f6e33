#!/usr/bin/env node
// The sources are TypeScript, which an older Node cannot read; npm scripts bring their own Node 24.
if (Number(process.versions.node.split('.')[0]) < 24) {
  process.stderr.write(`plumbline needs Node 24, this is ${process.version}. Start it through an npm script.\n`);
  process.exit(2);
}
const { main } = await import('../src/cli.ts');
process.exitCode = await main(process.argv.slice(2));
