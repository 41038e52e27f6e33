import type { NodeType, Plugin } from '@redocly/openapi-core';
import schema from './extensions.schema.json' with { type: 'json' };

interface JsonSchema {
  $ref?: string;
  type?: 'string' | 'boolean' | 'integer' | 'array' | 'object';
  items?: JsonSchema;
  minimum?: number;
  enum?: string[];
  required?: string[];
  properties?: Record<string, JsonSchema>;
  additionalProperties?: JsonSchema | boolean;
}

type PropType = NodeType['properties'][string];

/** The kinds of object that each of our extensions may stand on, by Redocly's names for them. */
export const places: Record<string, string[]> = {
  'x-error-catalogue': ['Root'],
  'x-errors': ['Operation', 'Response'],
  'x-rate-limits': ['Root'],
  'x-rate-limit': ['Operation'],
  'x-failure-limit': ['SecurityScheme'],
  'x-idempotency': ['Operation'],
  'x-events': ['Operation'],
  'x-background': ['Operation'],
  'x-job': ['Operation'],
  'x-scopes': ['SecurityScheme'],
  'x-pagination': ['Operation'],
  'x-filter': ['Operation'],
  'x-sort': ['Operation'],
  'x-access': ['Operation'],
  'x-stability': ['Info', 'Operation'],
  'x-sunset': ['Operation'],
  'x-deprecated-since': ['Operation'],
  'x-successor': ['Operation'],
};

const definitions: Record<string, JsonSchema> = schema.$defs as Record<string, JsonSchema>;
const extensions: Record<string, JsonSchema> = schema.properties;

/** Teaches the linter our extensions, so that `struct` refuses a misspelt key or a wrong type inside them. */
export const typeExtension: Plugin['typeExtension'] = {
  oas3(types) {
    const extended = { ...types };
    for (const [name, definition] of Object.entries(definitions)) {
      if (definition.type === 'object') extended[name] = nodeType(definition);
    }
    for (const [extension, owners] of Object.entries(places)) {
      for (const owner of owners) {
        const type = extended[owner];
        if (!type) throw new Error(`Redocly has no type ${owner} for ${extension} to stand on.`);
        extended[owner] = { ...type, properties: { ...type.properties, [extension]: propType(extensions[extension]) } };
      }
    }
    return extended;
  },
};

function nodeType({ properties = {}, additionalProperties, required }: JsonSchema): NodeType {
  return {
    properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name, propType(value)])),
    ...(typeof additionalProperties === 'object' && { additionalProperties: propType(additionalProperties) }),
    ...(required && { required }),
  };
}

/**
 * An object is known to Redocly by its name; anything else is described where it stands. Redocly has no word for a
 * `pattern`, which is for editors: the one there is, of a date, is looked at more closely by `deprecation-sunset`.
 */
function propType(property: JsonSchema | undefined): PropType {
  const name = property?.$ref?.split('/').at(-1);
  const value = name === undefined ? property : definitions[name];
  if (!value?.type) throw new Error(`extensions.schema.json gives no type for ${JSON.stringify(property)}.`);

  if (name !== undefined && value.type === 'object') return name;
  const { type, items, minimum, enum: values } = value;
  return {
    type,
    ...(minimum !== undefined && { minimum }),
    ...(values && { enum: values }),
    ...(items?.type && { items: { type: items.type } }),
  };
}
