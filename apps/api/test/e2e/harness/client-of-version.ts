import * as v1 from '@plumbline/client';
import * as v2 from '@plumbline/client/v2';
import type { Version, VersionName } from './versions.ts';

const CLIENTS = { v1: v1.Client, v2: v2.Client };
const MODULES: Record<VersionName, Readonly<Record<string, unknown>>> = { v1, v2 };

/**
 * The client of a version. It is typed as v1's: v2's has the same methods, which its own types do not let a test of both
 * call, and differs in what it sends and gives, which tests compare with the contract.
 */
export function clientOfVersion({ name, contract }: Version, serverUrl: string, options: v1.ClientOptions): v1.Client {
  const client = new CLIENTS[name]({ baseUrl: serverUrl + contract.basePath, ...options });
  return client as unknown as v1.Client; // As above.
}

/** The class of an error code, as the entry of a version exports it. */
export interface CodeClass {
  name: string;
  code: string;
  status: number;
}

/** The class of a code; what comes behind it in its chain is the class of the status, ApiError, PlumblineError and Error. */
export function classOfCode({ name }: Version, code: string): CodeClass {
  const found = Object.values(MODULES[name]).filter((value): value is CodeClass => typeof value === 'function' && (value as unknown as CodeClass).code === code);
  const [only] = found;
  if (!only || found.length > 1) throw new Error(`The client of ${name} has ${found.length} classes for ${code}.`);
  return only;
}
