import { describe, expect, it } from 'vitest';
import { linksOf, sidebarOf, type Listed } from './sidebar.ts';

const made = (id: string, group: 'operations' | 'errors' | 'site', order: number, section?: string, method?: string): Listed => ({
  id,
  data: { title: id, sidebar: { order }, page: { group, section, facts: method === undefined ? undefined : { method, path: '/v1' } } },
});
const guide = (name: string): Listed => ({ id: `guides/${name}`, data: { title: name, sidebar: {} } });

const PAGES = [
  { id: 'index', data: { title: 'Home', sidebar: {} } },
  made('changelog', 'site', 9),
  made('errors', 'errors', 5),
  made('errors/not_found', 'errors', 7, '404 Not Found'),
  made('errors/bad_request', 'errors', 6, '400 Bad Request'),
  guide('jobs'),
  guide('a-new-one'),
  guide('quickstart'),
  made('operations', 'operations', 0),
  made('operations/deleteUser', 'operations', 2, 'users', 'delete'),
  made('operations/listUsers', 'operations', 1, 'users', 'get'),
];

/** A sidebar as lines: `+` is a closed group, `-` an open one. */
function drawn(entries: ReturnType<typeof sidebarOf>, depth = ''): string[] {
  return entries.flatMap((entry) =>
    entry.type === 'link'
      ? [`${depth}${entry.label}${entry.badge ? ` [${entry.badge.text}]` : ''}${entry.isCurrent ? ' *' : ''}`]
      : [`${depth}${entry.collapsed ? '+' : '-'} ${entry.label}`, ...drawn(entry.entries, `${depth}  `)],
  );
}

describe('sidebarOf', () => {
  it('has guides in their reading order, operations by tag, and of the other kinds their lists', () => {
    expect(drawn(sidebarOf(PAGES, '/docs/', 'guides/jobs'))).toEqual([
      '- Get started',
      '  quickstart',
      '- Use the API',
      '  jobs *',
      '- More guides',
      '  a-new-one',
      '- Reference',
      '  + Operations',
      '    operations',
      '    + Users',
      '      operations/listUsers [GET]',
      '      operations/deleteUser [DELETE]',
      '  Errors',
      '- Service',
      '  changelog',
    ]);
  });

  it('lists a kind on its own pages, in the order in which they are made, and closes the guides there', () => {
    const lines = drawn(sidebarOf(PAGES, '/docs/', 'errors/not_found'));
    expect(lines).toEqual(expect.arrayContaining(['+ Get started', '  + Errors', '    - 400 Bad Request', '      errors/not_found *']));
    expect(lines.indexOf('      errors/bad_request')).toBeLessThan(lines.indexOf('      errors/not_found *'));
  });

  it('leads to each page below the base', () => {
    expect(linksOf(sidebarOf(PAGES, '/docs/', 'index')).map(({ href }) => href)).toContain('/docs/operations/listUsers/');
  });
});
