import { existsSync } from 'node:fs';
import { contract } from '@plumbline/contract';
import { CHANGELOG, changelogPage, makeChangelog } from '../changelog/make-changelog.ts';
import { contractPages } from '../contract-pages/contract-pages.ts';
import { fragmentsOf } from '../contract-pages/fragments.ts';
import { readSamples } from '../samples/samples.ts';
import type { Made } from './contract-loader.ts';

// Run in a process of its own, so that a page is made by the contract and the sources as they are now.
// A build has made the changelog before; in development the one of the last build will do, since it takes a while.
if (!existsSync(CHANGELOG)) await makeChangelog();
const made: Made = { pages: [...contractPages(contract, readSamples()), await changelogPage()], fragments: fragmentsOf(contract) };
process.stdout.write(JSON.stringify(made));
