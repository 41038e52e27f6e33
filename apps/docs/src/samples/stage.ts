import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { contract } from '@plumbline/contract';
import { LANGUAGES, LANGUAGE_NAMES, type LanguageName } from './emit/languages.ts';
import { startExampleServer, type ExampleServer } from './run/example-server.ts';
import type { Interpreter } from './run/interpreter.ts';
import { startReceiver, type Receiver } from './run/receiver.ts';

/** Everything that samples need to run. */
export interface Stage extends AsyncDisposable {
  server: ExampleServer;
  receiver: Receiver;
  interpreters: Readonly<Record<LanguageName, Interpreter>>;
  /** A folder of its own for programs of a language, on a path of their own. */
  folderFor(language: LanguageName): string;
}

/** Accounts for what a busy machine makes begin again. */
const SPARE = 30;

/**
 * Starts a server with accounts, and what runs programs of every language.
 *
 * @param accounts how many programs and pages get an account of their own
 */
export async function openStage(accounts: number): Promise<Stage> {
  const root = await mkdtemp(join(tmpdir(), 'plumbline-samples-'));
  const folderFor = (language: LanguageName) => join(root, language);
  const opened: AsyncDisposable[] = [{ [Symbol.asyncDispose]: () => rm(root, { recursive: true, force: true }) }];
  const open = async <T extends AsyncDisposable>(opening: Promise<T>): Promise<T> => {
    const one = await opening;
    opened.push(one);
    return one;
  };
  const close = async () => {
    for (const one of opened.toReversed()) await one[Symbol.asyncDispose]();
  };

  try {
    const interpreters: Partial<Record<LanguageName, Interpreter>> = {};
    for (const name of LANGUAGE_NAMES) {
      await mkdir(folderFor(name));
      interpreters[name] = await open(LANGUAGES[name].open(folderFor(name)));
    }
    const receiver = await open(startReceiver());
    const server = await open(startExampleServer(root, accounts + SPARE, contract.basePath));
    return { server, receiver, folderFor, interpreters: interpreters as Record<LanguageName, Interpreter>, [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
}
