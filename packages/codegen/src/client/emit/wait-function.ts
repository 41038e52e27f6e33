import { docComment } from '../doc-comment.ts';
import type { ClientWait } from '../wait.ts';
import { camelCase, wordsOf } from '../words.ts';

/** The parts of which the function and the method of a wait are made. */
export function waitSignature({ get, ends, status, progress }: ClientWait): { parameters: string[]; returns: string } {
  const { type } = get.answer;
  const told = progress === undefined ? 'undefined' : `${type}['${progress}']`;
  return {
    parameters: [`jobOrId: ${type} | string`, `options?: WaitOptions<${type}, ${told}>`],
    returns: `Promise<${type} & { ${status}: ${ends.map((end) => `'${end}'`).join(' | ')} }>`,
  };
}

export function waitComment({ get, ends }: ClientWait): string[] {
  return [
    `Waits until it has come to an end: ${ends.map((end) => `\`${end}\``).join(', ')}. It asks \`${get.id}\`, and gives what ended, whichever way.`,
    '',
    '@param jobOrId What `create` gave, or its id.',
    '@returns What ended.',
    '@throws {TimeoutError} `maxTime` has passed before.',
  ];
}

/** Writes what the run time has to know of a wait, and the function. */
export function waitFunction(wait: ClientWait): string {
  const { functionName, get, id, status, ends, progress } = wait;
  const { parameters, returns } = waitSignature(wait);
  const constant = waitConstant(wait);
  const members = [
    `get: (core, id, options) => ${get.functionName}(core, id, options)`,
    `id: '${id}'`,
    `status: '${status}'`,
    `ends: [${ends.map((end) => `'${end}'`).join(', ')}]`,
    ...(progress === undefined ? [] : [`progress: '${progress}'`]),
  ];
  return `const ${constant}: Wait<${get.answer.type}> = {
${members.map((member) => `  ${member},`).join('\n')}
};

${docComment(waitComment(wait))}export function ${functionName}(
${['core: OperationCalls', ...parameters].map((one) => `  ${one},`).join('\n')}
): ${returns} {
  return waitFor(core, ${constant}, jobOrId, options);
}
`;
}

/** Names the constant that a wait is read from. */
function waitConstant({ functionName }: ClientWait): string {
  return camelCase([...wordsOf(functionName), 'ends']);
}
