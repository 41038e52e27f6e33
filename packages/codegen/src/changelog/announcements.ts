import type { Finding } from '../compare/finding.ts';
import type { Diff } from './changes.ts';
import type { Entry } from './entry.ts';
import type { Item } from './inventory.ts';

/** Operations and events that will go, stay after all, or are gone. */
export function announcements({ both, gone }: Diff, findings: readonly Finding[]): Entry[] {
  return [...both.flatMap(({ base, head }) => deprecated(base, head)), ...gone.filter(({ operation }) => operation).map((item) => removed(item, findings))];
}

function deprecated({ node: before }: Item, { subject, node: after, operation }: Item): Entry[] {
  if (!operation) return [];
  const [was, is] = [before, after].map((node) => node.child('deprecated')?.value === true);
  const [earlier, sunset] = [before.text('x-sunset'), after.text('x-sunset')];
  const say = (kind: 'Deprecated' | 'Changed', text: string, breaking = false): Entry[] => [{ kind, breaking, subjects: [subject], text }];
  if (was && !is) return say('Changed', 'Deprecated no longer.');
  if (!was && is) {
    const successor = after.text('x-successor');
    return say('Deprecated', `${sunset ? `It ends on ${sunset}` : 'When it ends is not said yet'}${successor ? `; use \`${successor}\` instead` : ''}.`);
  }
  if (!is || earlier === sunset) return [];
  return say('Deprecated', `Its end was ${earlier ? `announced for ${earlier}` : 'not announced'} and is ${sunset ? `announced for ${sunset}` : 'not announced any more'}.`, Boolean(earlier && sunset && sunset < earlier));
}

function removed({ subject, summary, node }: Item, findings: readonly Finding[]): Entry {
  const breaking = findings.some(({ level, pointer, side }) => side === 'base' && pointer === node.pointer && level === 'breaking');
  const sunset = node.text('x-sunset');
  return { kind: 'Removed', breaking, subjects: [subject], text: [summary, ...(sunset ? [`Its end was announced for ${sunset}.`] : [])].join(' ').trim() };
}
