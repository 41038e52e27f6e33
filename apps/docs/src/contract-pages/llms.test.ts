import { describe, expect, it } from 'vitest';
import { llmsFullTxt, llmsTxt, type ListedPage } from './llms.ts';

const subject = { title: 'Notes API', summary: 'Notes, over HTTPS.', description: 'Every answer is JSON.' };
const page = (id: string, group: string, more: Partial<ListedPage> = {}): ListedPage => ({ id, group, title: id, description: `About ${id}.`, markdown: `Text of ${id}.\n`, ...more });
const pages = [
  page('schemas/Note', 'schemas'),
  page('guides/quickstart', 'guides', { title: 'Quickstart', description: 'The first\ncall.' }),
  page('', 'site', { title: 'Notes', description: '' }),
  page('errors/note_not_found', 'errors', { title: 'note_not_found' }),
  page('operations/listNotes', 'operations', { title: 'List [all] *notes*' }),
];

describe('llmsTxt', () => {
  it('lists every page by its twin, in sections, below title and summary', () => {
    expect(llmsTxt(subject, pages)).toBe(
      [
        '# Notes API',
        '> Notes, over HTTPS.',
        'Every answer is JSON.',
        'The contract itself is OpenAPI 3.1: as YAML at `/docs/openapi.yaml`, as JSON at `/docs/openapi.json`. Every page is Markdown at its address with `.md`, or with `Accept: text/markdown`.',
        '## Guides',
        '- [Quickstart](/docs/guides/quickstart.md): The first call.',
        '## Operations',
        String.raw`- [List \[all\] \*notes\*](/docs/operations/listNotes.md): About operations/listNotes.`,
        '## Errors',
        '- [note_not_found](/docs/errors/note_not_found.md): About errors/note_not_found.',
        '## Schemas',
        '- [schemas/Note](/docs/schemas/Note.md): About schemas/Note.',
        '## More',
        '- [Notes](/docs/index.md)\n',
      ].join('\n\n'),
    );
  });

  it('takes the addresses that it is told', () => {
    expect(llmsTxt(subject, pages, (id) => `https://notes.example/${id}`)).toContain('- [note_not_found](https://notes.example/errors/note_not_found): ');
  });
});

describe('llmsFullTxt', () => {
  it('does not say a description twice', () => {
    const full = llmsFullTxt(subject, [page('guides/twice', 'guides', { description: 'About twice.', markdown: 'About `twice`.\n\nMore.' })]);
    expect(full).toMatch(/# guides\/twice\n\nSource: \/docs\/guides\/twice\.md\n\nAbout twice\.\n\nMore\.\n$/);
  });

  it('has every page whole, in the same order', () => {
    const full = llmsFullTxt(subject, pages);
    const places = pages.map(({ markdown }) => full.indexOf(markdown.trim()));
    expect(places).not.toContain(-1);
    expect(full).toContain('# Quickstart\n\nSource: /docs/guides/quickstart.md\n\nThe first\ncall.\n\nText of guides/quickstart.\n\n# List');
    expect(places.toSorted((one, other) => one - other)).toEqual([1, 4, 3, 0, 2].map((at) => places[at]));
  });
});
