import type { DocumentNode } from '../document-node.ts';
import { breaking, note } from '../finding.ts';
import type { Check } from './check.ts';

/** The codes that an answer can carry (`x-errors`), which callers compare with. */
export const errorCodes: Check = function* ({ base, head }) {
  const [before, after] = [codesOf(base.node), codesOf(head.node)];
  for (const [key, { status, code, at }] of before) {
    if (!after.has(key)) yield breaking(at, `The answer ${status} no longer carries the code ${code}; callers that wait for it are told something else.`);
  }
  for (const [key, { status, code, at }] of after) {
    if (!before.has(key)) yield note(at, `The answer ${status} can now carry the code ${code}.`);
  }
};

interface Code {
  status: string;
  code: string;
  at: DocumentNode;
}

function codesOf(operation: DocumentNode): Map<string, Code> {
  const codes = (operation.get('responses')?.entries() ?? []).flatMap(([status, response]) =>
    (response.child('x-errors')?.elements() ?? []).map((at): Code => ({ status, code: String(at.value), at })),
  );
  return new Map(codes.map((one) => [`${one.status} ${one.code}`, one]));
}
