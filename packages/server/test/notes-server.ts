import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import {
  createApp,
  Failure,
  listen,
  memoryLimiter,
  serve,
  type AppOptions,
  type ContractBreach,
  type HandlersOrStubs,
  type Principal,
  type Seams,
  type Served,
} from '../src/index.ts';
import { keptInMemory } from './kept-in-memory.ts';
import { contract, type Operations } from './notes/index.gen.ts';

export interface Caller extends Principal {
  name: string;
}

export type NoteHandlers = HandlersOrStubs<typeof contract.operations, Operations, Caller>;

const NOTE = { id: 'note_1', title: 'Milk' };

/** Handlers that do the least that the contract asks. */
export const handlers: NoteHandlers = {
  getHealth: () => ({ status: 200, body: { ok: true } }),
  listNotes: () => ({ status: 200, page: { items: [], total: 0 } }),
  createNote: ({ body, basePath }) => ({ status: 201, headers: { Location: `${basePath}/notes/note_1` }, body: { ...NOTE, title: body.title } }),
  getNote: ({ params, fail }) => {
    if (params.note_id !== 'note_1') throw fail('note_not_found');
    return { status: 200, body: NOTE };
  },
  updateNote: ({ body, ifMatch }) => {
    ifMatch?.(NOTE);
    return { status: 200, body: { ...NOTE, ...body } };
  },
  deleteNote: () => ({ status: 204 }),
  starNote: () => ({ status: 204 }),
  exportNotes: () => ({ status: 200, file: { type: 'application/x-ndjson', name: 'notes.ndjson', chunks: noteLines() } }),
};

async function* noteLines(): AsyncGenerator<string> {
  yield `${JSON.stringify(NOTE)}\n`;
}

/** A caller of the whole account, with what is given in the place of what it would have. */
export function callerOf(name: string, given: Partial<Caller> = {}): Caller {
  return { name, scopes: ['notes:read', 'notes:write'], limitKey: name, plan: 'small', limit: null, wholeAccount: true, ...given };
}

const CALLERS: Record<string, Caller> = {
  writer: callerOf('writer'),
  reader: callerOf('reader', { scopes: ['notes:read'] }),
  unlimited: callerOf('unlimited', { limitKey: null }),
  bound: callerOf('bound', { wholeAccount: false }),
  rich: callerOf('rich', { limit: 250 }),
  large: callerOf('large', { plan: 'large' }),
  elsewhere: callerOf('elsewhere', { refusal: new Failure('insufficient_scope', { message: 'Not from there.' }) }),
};

/** Seams that know every caller and limit nobody but by their policy. */
export const SEAMS: Seams<Caller> = {
  authenticate: async (token) => CALLERS[token],
  limiter: memoryLimiter(),
  repeat: keptInMemory(),
  log: { info: () => {}, error: () => {} },
  isUnavailable: () => false,
  now: Date.now,
  docUrl: (code) => `https://notes.example/errors#${code}`,
  cursorKey: async () => new Uint8Array(32),
};

export interface NotesServer extends AsyncDisposable {
  url: string;
  breaches: ContractBreach[];
  logged: { fields: Record<string, unknown>; message: string }[];
  stubs: readonly string[];
  close(patience: number, grace?: number): Promise<void>;
}

/** Starts the notes on a free port. What is given takes the place of what the server would use. */
export async function notesServer(
  given: Pick<Partial<AppOptions<Caller>>, 'mode' | 'mount'> & {
    contract?: typeof contract;
    handlers?: Partial<NoteHandlers>;
    /** What is served beside the notes. */
    later?: Served<Caller>[];
    seams?: Partial<Seams<Caller>>;
  } = {},
): Promise<NotesServer> {
  const breaches: ContractBreach[] = [];
  const logged: NotesServer['logged'] = [];
  const write = (fields: object, message: string) => void logged.push({ fields: { ...fields }, message });
  const served = given.contract ?? contract;
  const app = createApp<Caller>({
    serve: [serve<typeof contract.operations, Operations, Caller>(served, { ...handlers, ...given.handlers }), ...(given.later ?? [])],
    mode: given.mode ?? 'test',
    ...(given.mount && { mount: given.mount }),
    seams: {
      ...SEAMS,
      limiter: memoryLimiter(),
      repeat: keptInMemory(),
      log: { info: write, error: write },
      onBreach: (breach) => void breaches.push(breach),
      ...given.seams,
    },
  });
  const listening = await listen(app.express, { host: '127.0.0.1', port: 0, errors: served.errors, docUrl: SEAMS.docUrl });
  return {
    url: listening.url,
    breaches,
    logged,
    stubs: app.stubs,
    close: listening.close,
    [Symbol.asyncDispose]: () => listening.close(0),
  };
}

export interface Answer {
  status: number;
  headers: IncomingHttpHeaders;
  text: string;
  json: { error: { code: string; message: string; details?: { in: string; pointer: string; code: string }[] } };
}

/** Sends a request as it is given: no header is added but `Host`, and the path is not touched. */
export function call(
  url: string,
  method: string,
  path: string,
  { headers = {}, body, as = 'writer' }: { headers?: Record<string, string>; body?: string | Buffer; as?: string | null } = {},
): Promise<Answer> {
  const { hostname, port } = new URL(url);
  const authorization = as === null ? {} : { authorization: `Bearer ${as}` };
  return new Promise((resolve, reject) => {
    const request = httpRequest({ hostname, port, method, path, agent: false, headers: { ...authorization, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        const json = text.startsWith('{') ? (JSON.parse(text) as Answer['json']) : { error: { code: '', message: text } };
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text, json });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Sends a JSON body. */
export function post(url: string, path: string, body: unknown, as = 'writer'): Promise<Answer> {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  return call(url, 'POST', path, { as, headers: { 'content-type': 'application/json' }, body: text });
}
