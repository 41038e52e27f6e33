import type { Operation } from './published.ts';

export const KINDS = ['users', 'projects', 'resources', 'keys', 'webhooks', 'deliveries', 'events', 'jobs', 'tasks'] as const;
export type Kind = (typeof KINDS)[number];

/** What the ids of a kind begin with. */
const PREFIXES: Record<Kind, string> = {
  users: 'usr_',
  projects: 'prj_',
  resources: 'res_',
  keys: 'key_',
  webhooks: 'whk_',
  deliveries: 'dlv_',
  events: 'evt_',
  jobs: 'job_',
  tasks: 'tsk_',
};

/** The name of one of a kind, as error codes and the names of properties have it. */
export function oneOf(kind: Kind): string {
  return kind.replace(/ies$/, 'y').replace(/s$/, '');
}

/** The property in which other objects, and paths, name one of a kind. */
export function referenceTo(kind: Kind): string {
  return `${oneOf(kind)}_id`;
}

/** Which kinds of objects an operation's path names, from the outside in. */
export function kindsOf({ path }: Operation): Kind[] {
  return [...path.matchAll(/\{([^}]+)\}/g)].map(([, name]) => {
    const kind = KINDS.find((one) => referenceTo(one) === name);
    if (!kind) throw new Error(`Nothing is known of what ${name} names in ${path}.`);
    return kind;
  });
}

/** Of what kind an answered object is; undefined when it is one of those of which there is one only. */
export function kindOf({ id }: Record<string, unknown>): Kind | undefined {
  return KINDS.find((kind) => String(id).startsWith(PREFIXES[kind]));
}
