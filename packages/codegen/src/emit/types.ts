import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import type { OpenApiDocument } from '../document.ts';

/** What `type` says, as TypeScript, for schemas whose `enum` says otherwise. */
const KEYWORDS: Record<string, { kind: ts.KeywordTypeSyntaxKind; type: string }> = {
  string: { kind: ts.SyntaxKind.StringKeyword, type: 'string' },
  number: { kind: ts.SyntaxKind.NumberKeyword, type: 'number' },
  integer: { kind: ts.SyntaxKind.NumberKeyword, type: 'number' },
  boolean: { kind: ts.SyntaxKind.BooleanKeyword, type: 'boolean' },
};

const JSON_TYPES = ['object', 'array', 'string', 'number', 'boolean', 'null'];

/**
 * Writes TypeScript types for every path, component and operation.
 *
 * A property with a default stays optional, because a request may leave it out. Where an `enum` contradicts its
 * `type`, which nothing can satisfy, the `type` is written: a change of it then reaches the compiler, which
 * openapi-typescript would hide behind the values. A schema of every JSON type is `unknown`: what bounds the numbers in it
 * refers to itself through its lists, which TypeScript cannot follow in a property.
 */
export async function emitTypes(document: OpenApiDocument): Promise<string> {
  // openapi-typescript resolves references in place, so it gets a copy.
  const source = JSON.stringify(document);
  return astToString(await openapiTS(source, { defaultNonNullable: false, silent: true, transform: retyped }));
}

function retyped(schema: { type?: unknown; enum?: unknown[] }): ts.TypeNode | undefined {
  return isAnything(schema) ? ts.factory.createKeywordTypeNode(ts.SyntaxKind.UnknownKeyword) : contradicted(schema);
}

function isAnything({ type, enum: values }: { type?: unknown; enum?: unknown[] }): boolean {
  return values === undefined && Array.isArray(type) && JSON_TYPES.every((name) => type.includes(name));
}

function contradicted({ type, enum: values }: { type?: unknown; enum?: unknown[] }): ts.TypeNode | undefined {
  const keyword = typeof type === 'string' ? KEYWORDS[type] : undefined;
  if (!keyword || !values || values.every((value) => typeof value === keyword.type)) return undefined;
  return ts.factory.createKeywordTypeNode(keyword.kind);
}
