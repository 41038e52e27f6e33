/** What an environment is when nothing is set besides and all that has to be set is: Compose's `${NAME:-usual}` and `${NAME:?why}`. */
export function environmentOf(written: Readonly<Record<string, string>>): Record<string, string> {
  const set: Record<string, string> = { POSTGRES_PASSWORD: 'hunter2', SECRETS_KEY: Buffer.alloc(32).toString('base64') };
  const filled = (text: string) => text.replaceAll(/\$\{(\w+):([-?])([^}]*)\}/g, (_, name: string, sign: string, rest: string) => (sign === '-' ? rest : (set[name] ?? '')));

  return Object.fromEntries(Object.entries(written).map(([name, value]) => [name, filled(value)]));
}
