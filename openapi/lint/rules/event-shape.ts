import type { Location, Oas3Rule } from '@redocly/openapi-core';
import { follow, followEach, isJson, itemsOf, keysOf, list, type Operation } from '../contract.ts';
import { isType, layers, propertiesOf } from '../schema.ts';

type Content = { schema?: unknown; example?: unknown; examples?: object };

const PROPERTIES = ['event', 'timestamp', 'data'];

/** A receiver reads all events with one piece of code: it branches on `event`, and finds the rest where it always is. */
export const eventShape: Oas3Rule = () => ({
  WebhooksMap: {
    PathItem(item, ctx) {
      const name = String(ctx.key);
      const post = follow<Operation>(ctx, item.post, ctx.location.child('post'));
      const fail = (message: string, { location }: { location: Location }) =>
        ctx.report({ message: `The event \`${name}\` ${message}`, location });

      if (!post) return fail('is not sent by POST. Add `post`.', ctx);
      if (!post.node.operationId) fail('has no operationId. Add one: types and samples are called by it.', post);

      const body = follow<{ content?: unknown }>(ctx, post.node.requestBody, post.location.child('requestBody'));
      const contents = followEach<Content>(ctx, body?.node.content, (body ?? post).location.child('content'));
      const content = contents.find(({ key }) => isJson(key));
      if (!content) return fail('has no JSON payload. Add a `requestBody` with `application/json`.', body ?? post);

      if (!('example' in content.node) && keysOf(content.node.examples).length === 0) {
        fail('has no example. Add one under `examples`: it is what the docs show and sign.', content);
      }

      const schema = layers(ctx, content.node.schema, content.location.child('schema'));
      const place = schema.find(({ node }) => node.properties) ?? schema[0] ?? content;
      const properties = propertiesOf(schema);
      const required = new Set(schema.flatMap(({ node }) => itemsOf(node.required)));
      if (!isType(schema, 'object')) fail('has a payload that is no object. Write `type: object`.', place);

      const missing = PROPERTIES.filter((property) => !properties.has(property) || !required.has(property));
      if (missing.length > 0) fail(`does not always carry ${list(missing)}. Declare and require them.`, place);
      for (const [property, { location }] of properties) {
        if (PROPERTIES.includes(property)) continue;
        fail(`carries \`${property}\` beside ${list(PROPERTIES)}. Move it into \`data\`.`, { location: location.key() });
      }

      const event = properties.get('event');
      if (event && !layers(ctx, event.node, event.location).some(({ node }) => node.const === name)) {
        fail(`does not carry its own name. Write \`const: ${name}\`.`, event);
      }
    },
  },
});
