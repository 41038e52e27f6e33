import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config.ts';
import { traceFields } from '../telemetry/trace-context.ts';
import { redactLine } from './redact-line.ts';

/** Opens the log: JSON lines on standard output or, in a test, elsewhere, with the trace that they belong to, and no secret in them. */
export function openLog({ logLevel: level }: Pick<Config, 'logLevel'>, destination?: DestinationStream): Logger {
  const options = { level, mixin: traceFields, hooks: { streamWrite: redactLine } };
  return destination ? pino(options, destination) : pino(options);
}
