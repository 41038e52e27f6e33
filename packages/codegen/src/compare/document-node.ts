import { escapeStep, stepsOf } from '../json-pointer.ts';
import { BundleError } from './bundle-error.ts';

/** Which of the two documents that are compared: the one that was promised, or the one that is to come. */
export type Side = 'base' | 'head';

/** A value of a bundled document, and where it stands. It never changes the document. */
export class DocumentNode {
  readonly side: Side;
  readonly value: unknown;
  /** A JSON Pointer as a URI fragment (RFC 6901, 6), as the operation table writes it. */
  readonly pointer: string;
  readonly #root: unknown;

  constructor(side: Side, root: unknown, value: unknown = root, pointer = '#') {
    this.side = side;
    this.value = value;
    this.pointer = pointer;
    this.#root = root;
  }

  /** What stands here below a key, as it is written: a reference is not followed. */
  child(key: string | number): DocumentNode | undefined {
    const { value } = this;
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    return new DocumentNode(this.side, this.#root, (value as Record<string, unknown>)[key], `${this.pointer}/${escapeStep(String(key))}`);
  }

  /** Another value at the same place: one that the document means and does not write. */
  as(value: unknown): DocumentNode {
    return new DocumentNode(this.side, this.#root, value, this.pointer);
  }

  /** What stands here below a key, with references followed. */
  get(key: string | number): DocumentNode | undefined {
    return this.child(key)?.followed();
  }

  /** The members of an object with references followed; none where there is no object. */
  entries(): [string, DocumentNode][] {
    return keysOf(this.value).flatMap((key): [string, DocumentNode][] => {
      const node = this.get(key);
      return node ? [[key, node]] : [];
    });
  }

  /** The elements of an array as they are written; none where there is no array. */
  elements(): DocumentNode[] {
    if (!Array.isArray(this.value)) return [];
    return this.value.flatMap((_, index) => this.child(index) ?? []);
  }

  /** The string below a key, or undefined when there is none. */
  text(key: string): string | undefined {
    const value = this.child(key)?.value;
    return typeof value === 'string' ? value : undefined;
  }

  /** The strings of the array below a key. */
  texts(key: string): string[] {
    const value = this.child(key)?.value;
    return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
  }

  /** The node that a reference leads to, over any number of steps, or the node itself. */
  followed(): DocumentNode {
    return this.#follow(new Set());
  }

  /** The node that `$ref` names here; undefined where there is none. */
  target(): DocumentNode | undefined {
    const reference = this.text('$ref');
    if (reference === undefined) return undefined;
    const target = reference.startsWith('#') ? this.#at(reference) : undefined;
    if (!target) throw new BundleError(`In the ${this.side}, the reference ${reference} at ${this.pointer} leads nowhere in the document: bundle it first.`);
    return target;
  }

  #follow(seen: Set<string>): DocumentNode {
    if (seen.has(this.pointer)) throw new BundleError(`In the ${this.side}, the reference at ${this.pointer} leads back to itself.`);
    const target = this.target();
    return target ? target.#follow(seen.add(this.pointer)) : this;
  }

  #at(reference: string): DocumentNode | undefined {
    let node: DocumentNode | undefined = new DocumentNode(this.side, this.#root);
    for (const step of stepsOf(reference)) node = node?.child(step);
    return node;
  }
}

function keysOf(value: unknown): string[] {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
