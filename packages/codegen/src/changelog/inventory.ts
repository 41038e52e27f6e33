import { schemesOf, scopesOf } from '../compare/document-checks/security-schemes.ts';
import type { DocumentNode } from '../compare/document-node.ts';
import { operationsOf, type Operation } from '../compare/operations.ts';
import type { Subject } from './entry.ts';

/** Something of a contract that has a name of its own. */
export interface Item {
  subject: Subject;
  node: DocumentNode;
  /** What it is, in a sentence; empty where the contract does not say. */
  summary: string;
  /** The texts that say what it is, by where they stand. */
  words: Readonly<Record<string, string>>;
  operation?: Operation | undefined;
}

/** Lists what a contract has: operations, events, error codes, scopes and schemas, in the document's order. */
export function inventoryOf(document: DocumentNode): Item[] {
  return [
    ...operationsOf(document, 'paths').map((operation) => item({ type: 'operation', name: operation.id }, operation.node, 'summary', ['summary', 'description'], operation)),
    ...operationsOf(document, 'webhooks').map((operation) => item({ type: 'event', name: operation.path }, operation.node, 'summary', ['summary', 'description'], operation)),
    ...(document.get('x-error-catalogue')?.entries() ?? []).map(([name, node]) => item({ type: 'error', name }, node, 'title', ['title', 'cause', 'remedy'])),
    ...new Map(schemesOf(document).flatMap(([, scheme]) => Array.from(scopesOf(scheme)))).entries().map(([name, node]) => item({ type: 'scope', name }, node, 'description', ['description'])),
    ...schemasOf(document).map(([name, node]) => schemaItem(name, node)),
  ];
}

function item(subject: Subject, node: DocumentNode, summary: string, texts: readonly string[], operation?: Operation): Item {
  const words = typeof node.value === 'string' ? [['', node.value]] : texts.map((name) => [name, node.text(name) ?? '']);
  return { subject, node, summary: (node.text(summary) ?? '').replace(/(?<=[^.])$/, '.'), words: Object.fromEntries(words), operation };
}

/** A schema, whose properties' descriptions are its own words. */
function schemaItem(name: string, node: DocumentNode): Item {
  const schema = item({ type: 'schema', name }, node, 'description', ['description']);
  const described = Object.keys(node.child('properties')?.value ?? {}).map((key) => [`properties/${key}`, node.child('properties')?.child(key)?.text('description') ?? '']);
  return { ...schema, words: { ...schema.words, ...Object.fromEntries(described) } };
}

function schemasOf(document: DocumentNode): [string, DocumentNode][] {
  return document.get('components')?.get('schemas')?.entries() ?? [];
}
