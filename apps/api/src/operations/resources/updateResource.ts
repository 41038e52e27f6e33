import { completeConfig } from '../../resources/complete-config.ts';
import { guard } from '../guard.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';
import { assertConfig } from './assert-config.ts';
import { presentResource } from './present-resource.ts';

export const updateResource = ({ store }: Deps): ApiHandlers['updateResource'] =>
  async ({ principal, params, body, ifMatch, fail }) => {
    const { config, ...changes } = body;

    const resource = await store.resources.update(
      principal,
      params.resource_id,
      ({ type, config: present }) => {
        assertConfig(type, config, fail);
        return { ...changes, ...(config && { config: completeConfig(type, { ...present, ...config }) }) };
      },
      guard(ifMatch, presentResource),
    );
    if (!resource) throw fail('resource_not_found');

    return { status: 200, body: presentResource(resource) };
  };
