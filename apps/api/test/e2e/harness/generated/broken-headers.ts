import { breakText } from './broken-texts.ts';
import type { Fault } from './oracle.ts';
import type { Operation, Published } from './published.ts';

/** One thing that is wrong with one header parameter, and texts for the header that have it. */
export interface BrokenHeader extends Fault {
  name: string;
  texts: string[];
}

/** What a header can hold (RFC 9110, 5.5): visible characters, those above ASCII among them, and white space inside. */
const HEADER = /^(?:[!-~\x80-\xff](?:[\t !-~\x80-\xff]*[!-~\x80-\xff])?)?$/;

/** Everything that can be wrong with an operation's header parameters, as far as it can be sent at all. */
export function brokenHeaders(published: Published, { parameters }: Operation): BrokenHeader[] {
  return parameters
    .filter((parameter) => parameter.in === 'header')
    .flatMap(({ name, schema }) => breakText(published.resolve(schema), HEADER).map(({ code, values }) => ({ name, code, pointer: `/${name}`, texts: values })));
}
