/** A contract that is sound, but that no client can be made of. Its message names the operation, where it stands, and what to do. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
}

/**
 * Sees that no two things get one name.
 *
 * @param claims who wants which name, in words: ``the operation `getUser` (#/paths/~1user/get)``
 * @param where what the names are of: ``the namespace `users` ``
 * @throws ClientError that names both
 */
export function assertUnique(claims: Iterable<{ name: string; who: string }>, where: string): void {
  const owners = new Map<string, string>();
  for (const { name, who } of claims) {
    const owner = owners.get(name);
    if (owner) throw new ClientError(`${capital(owner)} and ${who} would both be \`${name}\` in ${where}. Rename one of them in the contract.`);
    owners.set(name, who);
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
