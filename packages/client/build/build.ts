import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { writeDeclarations } from './declarations.ts';
import { ROOT } from './entries.ts';
import { writeModules } from './modules.ts';

// What is published: dist, with nothing left in it that is only in the workspace.
await rm(resolve(ROOT, 'dist'), { recursive: true, force: true });
await Promise.all([writeModules(), writeDeclarations()]);
