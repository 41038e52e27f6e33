import { completeConfig } from '../../resources/complete-config.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { assertConfig } from './assert-config.ts';
import { presentResource } from './present-resource.ts';

export const replaceResource = ({ transact }: Deps): ApiHandlers['replaceResource'] =>
  async ({ principal, params, body, ifMatch, fail }) => {
    const { name, status, config } = body;

    return transact(async (store) => {
      const row = await store.resources.update(
        principal,
        params.resource_id,
        ({ type }) => {
          assertConfig(type, config, fail);
          return { name, status, config: completeConfig(type, config) };
        },
        guard(ifMatch, presentResource),
      );
      if (!row) throw fail('resource_not_found');

      const resource = presentResource(row);
      await store.events.emit(principal, 'resource.updated', resource);
      return { status: 200, body: resource };
    });
  };
