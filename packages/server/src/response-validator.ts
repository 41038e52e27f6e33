import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ValidateFunction } from 'ajv';
import type { Document } from './document.ts';
import { schemaFaults, type SchemaFault } from './schema-faults.ts';
import { compilable } from './compilable-schema.ts';

/** Compiles what checks the body of an answer. */
export interface ResponseValidation {
  /** @param pointer where the schema stands in the document: `#/components/schemas/Project` */
  compile(pointer: string): (body: unknown) => SchemaFault[];
}

const ROOT = 'plumbline:contract';

/** Checks answers against the document's schemas (JSON Schema 2020-12), each compiled when it is first needed. */
export function responseValidation(document: Document): ResponseValidation {
  const ajv = new Ajv2020({ strict: false, validateSchema: false, allErrors: true, discriminator: true });
  addFormats.default(ajv, { mode: 'full' });
  for (const format of ['password', 'binary', 'media-range']) ajv.addFormat(format, true);
  const { paths, components } = document;
  const compiled = new Map<string, ValidateFunction>();
  const compile = (pointer: string): ValidateFunction => {
    // In production no answer is checked, so nothing of this is made there.
    if (compiled.size === 0) ajv.addSchema({ $id: ROOT, ...(compilable(document, { paths, components }) as object) });
    const check = ajv.compile({ $ref: `${ROOT}${pointer}` });
    compiled.set(pointer, check);
    return check;
  };

  return {
    compile: (pointer) => (body) => {
      const check = compiled.get(pointer) ?? compile(pointer);
      return check(body) ? [] : schemaFaults(check.errors ?? []);
    },
  };
}
