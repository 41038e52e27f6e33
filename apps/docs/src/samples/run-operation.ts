import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { contract } from '@plumbline/contract';
import type { Call } from './call.ts';
import { follow, type ContractDocument } from './contract-document.ts';
import { LANGUAGES, type LanguageName } from './emit/languages.ts';
import { openAccount } from './example-account/account.ts';
import { fill, withStandIns } from './example-account/fill.ts';
import { mask } from './mask/mask.ts';
import { recordingOf } from './recording-of.ts';
import type { Recording } from './recording.ts';
import type { Ran } from './run/interpreter.ts';
import { metBusyServer, unlessBusy } from './run/unless-busy.ts';
import type { Stage } from './stage.ts';

/** How a sample of an operation went. */
export interface OperationRun {
  /** What it printed, with everything that another run would print differently made the same. */
  values: unknown[];
  /** What the server answered; only a language that shows answers has it. */
  recording?: Recording;
}

const DOCUMENT: ContractDocument = contract.document;
const KNOWN = JSON.stringify(DOCUMENT);

/**
 * Runs the sample of an operation in an account of its own, which holds what the sample names.
 *
 * @throws Error that names the operation and says how its sample failed
 */
export async function runOperation(stage: Stage, call: Call, language: LanguageName): Promise<OperationRun> {
  const { program, ran, masked } = await unlessBusy(() => attempt(stage, call, language), (tried) => metBusyServer(tried.ran));

  const failure = failureOf(ran);
  if (failure !== undefined) throw new Error(`The ${LANGUAGES[language].title} sample of ${call.operationId} failed. ${failure}\n\n${program}`);
  const recording = recordingOf(DOCUMENT, call, ran, masked);
  return { values: JSON.parse(masked(JSON.stringify(ran.values))) as unknown[], ...(recording && { recording }) };
}

async function attempt({ server, receiver, interpreters, folderFor }: Stage, call: Call, language: LanguageName) {
  const { operationId } = call;
  const program = LANGUAGES[language].emit(call);
  const began = Date.now();
  const account = openAccount(server.baseUrl, server.takeKeys().sandbox);
  const standIns = await fill(account, { document: DOCUMENT, receiver, wanted: { operationId, text: program + answerExample(call) } });

  // Node would not load a module again that has run before.
  const folder = await mkdtemp(join(folderFor(language), `${operationId}-`));
  const path = join(folder, `${operationId}${LANGUAGES[language].fileEnding}`);
  await writeFile(path, withStandIns(program, standIns));
  const ran = await interpreters[language].run(path, { env: { PLUMBLINE_API_KEY: account.key, PLUMBLINE_BASE_URL: server.baseUrl }, folder });
  const masked = mask({ scope: operationId, known: KNOWN + program, standIns, origin: server.origin, began });
  return { program, ran, masked };
}

function failureOf({ failure, answers, text }: Ran): string | undefined {
  if (failure !== undefined) return failure;
  const refused = answers.find(({ status }) => status >= 400);
  return refused && `It was answered ${refused.status}: ${text}`;
}

/** What the contract shows as the answer of an operation that reads: the account has to have that. */
function answerExample({ method, path }: Call): string {
  if (method !== 'GET') return '';
  const { responses } = (DOCUMENT.paths[path] as { get: { responses: Record<string, unknown> } }).get;
  const { content = {} } = follow(DOCUMENT, responses['200']) as { content?: Record<string, { examples?: Record<string, unknown> }> };
  return Object.values(content).flatMap(({ examples = {} }) => Object.values(examples)).map((example) => JSON.stringify(follow(DOCUMENT, example)['value'])).join('\n');
}
