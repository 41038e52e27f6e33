import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { Extractor, ExtractorConfig, ExtractorLogLevel } from '@microsoft/api-extractor';
import { EMITTED } from './declarations.ts';
import { ROOT, type Entry } from './entries.ts';

/** Where the reports stand: one for each entry, with everything that whoever imports it can see. */
export const REPORTS = join(ROOT, 'api');

/** How an entry's report compares with the one that is committed. */
export interface Reported {
  name: string;
  changed: boolean;
}

/**
 * Writes what an entry exports, or only compares it. What is of the contract is named and not repeated: its changes show in
 * its own files.
 *
 * @param mode whether the report is written when it differs
 * @throws Error when the declarations are not built, or the extractor finds a fault in them
 */
export function reportOf(entry: Entry, mode: 'write' | 'compare'): Reported {
  const scratch = mkdtempSync(join(tmpdir(), 'plumbline-api-'));
  try {
    const config = ExtractorConfig.prepare({ configObject: settings(entry, scratch), packageJsonFullPath: join(ROOT, 'package.json'), configObjectFullPath: undefined });
    const faults: string[] = [];
    const { apiReportChanged } = Extractor.invoke(config, {
      localBuild: mode === 'write',
      messageCallback(message) {
        if (message.logLevel === ExtractorLogLevel.Error) faults.push(message.text);
        message.handled = true;
      },
    });
    if (faults.length > 0) throw new Error(`The report of ${entry.path} cannot be made: ${faults.join(' ')}`);
    return { name: `${entry.name}.api.md`, changed: apiReportChanged };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function settings({ source, name }: Entry, scratch: string) {
  const declarations = join(EMITTED, relative(resolve(ROOT, '..'), source)).replace(/ts$/, 'd.ts');
  const log = { default: { logLevel: ExtractorLogLevel.None } };
  return {
    projectFolder: ROOT,
    mainEntryPointFilePath: declarations,
    apiReport: { enabled: true, reportFileName: `${name}.api.md`, reportFolder: REPORTS, reportTempFolder: scratch },
    compiler: {
      overrideTsconfig: {
        compilerOptions: { target: 'es2022', lib: ['es2022', 'dom', 'dom.iterable'], module: 'nodenext', customConditions: ['source'], types: [], strict: true, skipLibCheck: true },
        files: [declarations],
      },
    },
    messages: { compilerMessageReporting: log, extractorMessageReporting: log, tsdocMessageReporting: log },
  } satisfies Parameters<typeof ExtractorConfig.prepare>[0]['configObject'];
}
