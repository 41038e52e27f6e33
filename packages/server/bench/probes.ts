import type { Probe as AskedProbe } from '@plumbline/benchmark';

/** One operation that is measured: the request, and what every server answers to it. */
export interface Probe extends AskedProbe {
  id: 'getNote' | 'listNotes' | 'createNote';
  label: string;
  /** The path as Express writes it. */
  route: string;
  location?: string;
  answer: object;
  /** Of a list, what the kit's handler returns; the kit makes the answer of it. */
  page?: { items: object[]; total: number };
}

const NOTE = {
  id: 'note_1',
  title: 'Milk',
  starred: true,
  due: '2026-03-06T12:00:00.000Z',
  body: { kind: 'text', text: 'Two litres, and the oat one too' },
  labels: { list: 'shopping', for: 'breakfast' },
};
const TEN_NOTES = Array.from({ length: 10 }, (_, index) => ({ ...NOTE, id: `note_${index + 1}` }));
const { title, due, body, labels } = NOTE;
const SENT = { title, due, body, labels, colour: 'red', size: 2, mail: 'ada@notes.example', tags: ['home', 'shop'] };

/** What every request carries; servers without keys do not look at it. */
export const CREDENTIALS = ['Bearer bench'];

export const PROBES: readonly Probe[] = [
  {
    id: 'getNote',
    label: 'one note, by a path parameter',
    method: 'GET',
    route: '/v1/notes/:note_id',
    target: '/v1/notes/note_1',
    headers: {},
    status: 200,
    answer: NOTE,
  },
  {
    id: 'listNotes',
    label: 'ten notes, by query parameters',
    method: 'GET',
    route: '/v1/notes',
    target: '/v1/notes?page=2&per_page=10&pinned=true&tags=home&tags=shop',
    headers: {},
    status: 200,
    answer: { data: TEN_NOTES, meta: { page: 2, per_page: 10, total_items: 30, total_pages: 3, has_next: true, has_previous: true } },
    page: { items: TEN_NOTES, total: 30 },
  },
  {
    id: 'createNote',
    label: 'a note from a JSON body',
    method: 'POST',
    route: '/v1/notes',
    target: '/v1/notes',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(SENT),
    status: 201,
    location: '/v1/notes/note_1',
    answer: NOTE,
  },
];
