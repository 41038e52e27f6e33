import { contract } from '@plumbline/contract';
import { contractPages } from '../contract-pages/contract-pages.ts';
import { readSamples } from '../samples/samples.ts';

// Run in a process of its own, so that a page is made by the contract and the sources as they are now.
process.stdout.write(JSON.stringify(contractPages(contract, readSamples())));
