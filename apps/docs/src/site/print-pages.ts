import { contract } from '@plumbline/contract';
import { changelogPage, makeChangelog } from '../changelog/make-changelog.ts';
import { contractPages } from '../contract-pages/contract-pages.ts';
import { fragmentsOf } from '../contract-pages/fragments.ts';
import { readSamples } from '../samples/samples.ts';
import type { Made } from './contract-loader.ts';

// Run in a process of its own, so that a page is made by the contract and the sources as they are now.
const making = makeChangelog();
const pages = contractPages(contract, readSamples());
await making;
const made: Made = { pages: [...pages, await changelogPage()], fragments: fragmentsOf(contract) };
process.stdout.write(JSON.stringify(made));
