import { dirname, resolve } from 'node:path';
import { isRef, type Oas3Rule, type UserContext } from '@redocly/openapi-core';

/**
 * The file of a URL or an event is found without searching: `/projects/{project_id}` is in
 * `paths/projects_{project_id}.yaml`, `user.created` in `webhooks/user.created.yaml`, and `/` in `paths/_.yaml`.
 */
export const filePerUrl: Oas3Rule = () => ({
  Paths: { PathItem: livesIn('paths') },
  WebhooksMap: { PathItem: livesIn('webhooks') },
});

function livesIn(folder: string) {
  return (_: object, { key, rawNode, rawLocation, report }: UserContext): void => {
    const name = String(key).replace(/^\/(?=.)/, '').replaceAll('/', '_');
    const file = `${folder}/${name}.yaml`;
    const home = dirname(rawLocation.source.absoluteRef);
    if (isRef(rawNode) && resolve(home, rawNode.$ref) === resolve(home, file)) return;

    report({
      message: `\`${key}\` does not live in its own file. Keep it in ${file} and write \`$ref: ${file}\` here.`,
      location: isRef(rawNode) ? rawLocation.child('$ref') : rawLocation.key(),
    });
  };
}
