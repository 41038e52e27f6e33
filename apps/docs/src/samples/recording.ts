import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the recorded answers are; committed, so that pages are built without a server. */
export const RECORDINGS = resolve(import.meta.dirname, '../../recordings');

/** What an operation answered, with everything in it that another run would answer differently made the same. */
export interface Recording {
  status: number;
  /** The media type without its parameters; empty where there is no body. */
  type: string;
  headers: Record<string, string>;
  /** JSON as it is, anything else as text; absent where there is none. */
  body?: unknown;
}

/** The file of an operation's recording. */
export function recordingPath(operationId: string): string {
  return join(RECORDINGS, `${operationId}.json`);
}

/** What was recorded of an operation, if anything was. */
export function readRecording(operationId: string): Recording | undefined {
  const path = recordingPath(operationId);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as Recording) : undefined;
}

/** How a recording stands in its file. */
export function recordingText(recording: Recording): string {
  return `${JSON.stringify(recording, null, 2)}\n`;
}
