import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { VECTORS } from './vectors.ts';

writeFileSync(resolve(import.meta.dirname, '../../vectors.json'), `${JSON.stringify(VECTORS, null, 2)}\n`);
