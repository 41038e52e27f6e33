import { clientNames } from '@plumbline/contract/client-names';

type Names = Readonly<Record<string, string>>;

/** How the client is asked for an operation: `client.projects.list`. @throws Error when it has no method for it */
export function methodOf(operationId: string): string {
  return `client.${named(clientNames.methods, operationId, 'method of')}`;
}

/** The class of an error code: `ProjectNotFoundError`. @throws Error when the catalogue does not have the code */
export function errorClass(code: string): string {
  return named(clientNames.codes, code, 'class of the code');
}

/** The class of a status: `NotFoundError`. @throws Error when no code of the catalogue has the status */
export function statusClass(status: number): string {
  return named(clientNames.statuses, String(status), 'class of the status');
}

/** The reason phrase of a status of the contract: `Not Found`. @throws Error when nothing is answered with it */
export function phraseOf(status: number): string {
  return named(clientNames.phrases, String(status), 'phrase of the status');
}

function named(names: Names, key: string, what: string): string {
  const name = names[key];
  if (name === undefined) throw new Error(`The client has no ${what} ${key}: it is not in the contract that client-names.gen.ts was made from. Run \`npm run generate\`.`);
  return name;
}
