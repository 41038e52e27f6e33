/** One operation that is measured: the request, and what every server answers. */
export interface Probe {
  id: 'getNote' | 'listNotes' | 'createNote';
  method: 'GET' | 'POST';
  /** The path as Express writes it. */
  route: string;
  target: string;
  headers: Record<string, string>;
  body?: string;
  status: number;
  answer: object;
}

export const NOTE = {
  id: 'note_1',
  title: 'Milk',
  starred: true,
  due: '2026-03-06T12:00:00.000Z',
  body: { kind: 'text' as const, text: 'Two litres, and the oat one too' },
  labels: { list: 'shopping', for: 'breakfast' },
};
const LIST = { data: Array.from({ length: 10 }, (_, index) => ({ ...NOTE, id: `note_${index + 1}` })) };
const { id: _id, starred: _starred, ...SENT } = NOTE;

const AUTHORIZATION = { authorization: 'Bearer bench' };

export const PROBES: readonly Probe[] = [
  { id: 'getNote', method: 'GET', route: '/v1/notes/:note_id', target: '/v1/notes/note_1', headers: AUTHORIZATION, status: 200, answer: NOTE },
  { id: 'listNotes', method: 'GET', route: '/v1/notes', target: '/v1/notes?page=2&pinned=true&tags=home&tags=shop', headers: AUTHORIZATION, status: 200, answer: LIST },
  {
    id: 'createNote',
    method: 'POST',
    route: '/v1/notes',
    target: '/v1/notes',
    headers: { ...AUTHORIZATION, 'content-type': 'application/json' },
    body: JSON.stringify({ ...SENT, colour: 'red', size: 2, mail: 'ada@notes.example', tags: ['home', 'shop'] }),
    status: 201,
    answer: NOTE,
  },
];

/** The probe of an operation. */
export function probeOf(id: string): Probe {
  const found = PROBES.find((probe) => probe.id === id);
  if (!found) throw new Error(`There is no probe of ${id}.`);
  return found;
}
