import { expect, it } from 'vitest';
import { typeProblems } from './type-problems.ts';

it('keeps of each chain of reasons the place and the last reason', () => {
  const output = [
    "src/a.ts(6,3): error TS2322: Type 'A' is not assignable to type 'B'.",
    "  Types of property 'body' are incompatible.",
    "    Property 'name' is missing in type 'C'.",
    'src/b.ts(1,2): error TS1109: Expression expected.',
    'error TS5083: Cannot read file.',
  ].join('\n');

  expect(typeProblems(output)).toEqual([
    "src/a.ts:6:3 Property 'name' is missing in type 'C'.",
    'src/b.ts:1:2 Expression expected.',
    'error TS5083: Cannot read file.',
  ]);
});
