// For the platforms that run a file: Node, Deno and Bun. The task comes through stdin, since it holds a key.
import process from 'node:process';
import { doEverything } from './platform.mjs';

let task = '';
for await (const chunk of process.stdin) task += chunk;
process.stdout.write(JSON.stringify(await doEverything(JSON.parse(task))));
