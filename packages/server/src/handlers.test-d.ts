import { describe, expectTypeOf, it } from 'vitest';
import type { CursorOperations, CursorTable } from '../test/cursor-notes.ts';
import type { contract, Operations } from '../test/notes/index.gen.ts';
import { stub, type Handlers, type HandlersOrStubs, type Reply } from './handlers.ts';
import type { Failure } from './failure.ts';
import type { ListRequest } from './list/list-request.ts';

interface Caller {
  scopes: string[];
  limitKey: null;
  plan: string;
  limit: null;
  wholeAccount: boolean;
  name: string;
}

type Table = typeof contract.operations;
type Notes = Handlers<Table, Operations, Caller>;
type NotesOrStubs = HandlersOrStubs<Table, Operations, Caller>;

/** The same list with cursors, in a later version. */
type LaterNotes = Pick<Handlers<CursorTable, CursorOperations, Caller>, 'listNotes'>;

const note = { id: 'note_1', title: 'Milk' };
async function* lines(): AsyncGenerator<string> {
  yield 'id\r\n';
}

const { getHealth, listNotes, createNote, getNote, updateNote, deleteNote, starNote, exportNotes }: Notes = {
  getHealth: () => ({ status: 200, body: { ok: true } }),
  listNotes: async () => ({ status: 200, page: { items: [note], total: 1 } }),
  createNote: ({ body }) => ({ status: 201, headers: { Location: '/notes/note_1' }, body: { ...note, title: body.title } }),
  getNote: ({ params, fail }) => {
    if (params.note_id !== 'note_1') throw fail('note_not_found', { message: 'No.' });
    return { status: 200, body: note };
  },
  updateNote: ({ ifMatch }) => {
    ifMatch?.(note);
    return { status: 200, body: note };
  },
  deleteNote: () => ({ status: 204 }),
  starNote: () => ({ status: 204 }),
  exportNotes: () => ({ status: 200, file: { type: 'text/csv', name: 'notes.csv', chunks: lines() } }),
};

describe('Handlers', () => {
  it('has a handler for every operation of the table and for no webhook', () => {
    expectTypeOf<keyof Notes>().toEqualTypeOf<'getHealth' | 'listNotes' | 'createNote' | 'getNote' | 'updateNote' | 'deleteNote' | 'starNote' | 'exportNotes'>();
  });

  it('does not compile without a handler', () => {
    // @ts-expect-error deleteNote is missing
    const handlers: Notes = { getHealth, listNotes, createNote, getNote, updateNote, starNote, exportNotes };
    expectTypeOf(handlers).toExtend<object>();
  });

  it('does not compile with a handler for no operation', () => {
    const handlers: Notes = {
      getHealth,
      listNotes,
      createNote,
      getNote,
      updateNote,
      deleteNote,
      starNote,
      exportNotes,
      // @ts-expect-error there is no such operation
      archiveNote: deleteNote,
    };
    expectTypeOf(handlers).toExtend<object>();
  });

  it('does not compile with a stub, which only HandlersOrStubs allows', () => {
    const handlers: NotesOrStubs = { getHealth, listNotes: stub, createNote, getNote: stub, updateNote, deleteNote, starNote, exportNotes: stub };
    // @ts-expect-error a stub is no handler
    const strict: Notes = { getHealth, listNotes: stub, createNote, getNote, updateNote, deleteNote, starNote, exportNotes };
    expectTypeOf([handlers, strict]).toBeArray();
  });
});

describe('a reply', () => {
  it('does not compile with a status that is not documented', () => {
    const handlers: Partial<Notes> = {
      // @ts-expect-error 200 is not documented
      deleteNote: () => ({ status: 200 }),
      // @ts-expect-error an error is thrown, not returned
      getNote: () => ({ status: 404, body: note }),
      // @ts-expect-error the status is missing
      getHealth: () => ({ body: { ok: true } }),
    };
    expectTypeOf(handlers).toBeObject();
  });

  it('does not compile with a wrong body', () => {
    const handlers: Partial<Notes> = {
      // @ts-expect-error `ok` is no text
      getHealth: () => ({ status: 200, body: { ok: 'yes' } }),
      // @ts-expect-error `title` is missing
      getNote: () => ({ status: 200, body: { id: 'note_1' } }),
      // @ts-expect-error the body is missing
      updateNote: () => ({ status: 200 }),
      // @ts-expect-error a 204 has no body
      deleteNote: () => ({ status: 204, body: note }),
    };
    expectTypeOf(handlers).toBeObject();
  });

  it('does not compile when it comes later and is wrong', () => {
    const handlers: Partial<Notes> = {
      // @ts-expect-error `ok` is no text
      getHealth: async () => ({ status: 200, body: { ok: 'yes' } }),
      // @ts-expect-error 200 is not documented
      deleteNote: async () => ({ status: 200 }),
    };
    expectTypeOf(handlers).toBeObject();
  });

  it('has one shape for each documented success', () => {
    expectTypeOf<Reply<Operations['deleteNote']>['status']>().toEqualTypeOf<204>();
    expectTypeOf<Reply<Operations['createNote']>['status']>().toEqualTypeOf<201>();
  });

  it('is never a 304, which the kit answers', () => {
    expectTypeOf<Reply<Operations['getNote']>['status']>().toEqualTypeOf<200>();
  });
});

describe('a file', () => {
  it('is of a type that is documented', () => {
    expectTypeOf<Reply<Operations['exportNotes']>['file']['type']>().toEqualTypeOf<'application/x-ndjson' | 'text/csv'>();
  });

  it('does not compile with another type, with octets, or as a body', () => {
    const wrong: Partial<Notes> = {
      // @ts-expect-error text/html is not documented
      exportNotes: () => ({ status: 200, file: { type: 'text/html', name: 'notes.html', chunks: lines() } }),
    };
    const octets: Partial<Notes> = {
      // @ts-expect-error chunks are texts
      exportNotes: () => ({ status: 200, file: { type: 'text/csv', name: 'notes.csv', chunks: new ReadableStream<Uint8Array>() } }),
    };
    const body: Partial<Notes> = {
      // @ts-expect-error the file is missing
      exportNotes: () => ({ status: 200, body: 'id' }),
    };
    const none: Partial<Notes> = {
      // @ts-expect-error a note is no file
      getNote: () => ({ status: 200, file: { type: 'text/csv', name: 'note.csv', chunks: lines() } }),
    };
    expectTypeOf([wrong, octets, body, none]).toBeArray();
  });
});

describe('a list', () => {
  it('compiles for pages and for cursors, from one handler', () => {
    const handlers: LaterNotes = { listNotes };
    expectTypeOf(handlers).toBeObject();
  });

  it('compiles for a version that declares more than it reads', () => {
    type Wider = Omit<Operations['getHealth'], 'parameters'> & { parameters: { query?: { deep?: boolean }; header?: { 'X-Trace'?: string } } };
    const handlers: Handlers<Pick<Table, 'getHealth'>, { getHealth: Wider }, Caller> = { getHealth };
    expectTypeOf(handlers).toBeObject();
  });

  it('does not compile with a wrong item, or without its page', () => {
    const handlers: Partial<Notes> = {
      // @ts-expect-error `title` is missing
      listNotes: () => ({ status: 200, page: { items: [{ id: 'note_1' }], total: 1 } }),
    };
    const bare: Partial<LaterNotes> = {
      // @ts-expect-error a list answers with a page, of which the kit makes the body
      listNotes: () => ({ status: 200, body: { data: [note], meta: { per_page: 20, has_next: false, next_cursor: null } } }),
    };
    expectTypeOf([handlers, bare]).toBeArray();
  });

  it('is asked for in one way, and its parameters are no longer in the query', () => {
    type Call = Parameters<Notes['listNotes']>[0];
    expectTypeOf<Call['list']>().toEqualTypeOf<ListRequest>();
    expectTypeOf<keyof Call['query']>().toEqualTypeOf<'weight' | 'tags' | 'ids' | 'words' | 'filter' | 'near'>();
    expectTypeOf<'cursor' & keyof Parameters<LaterNotes['listNotes']>[0]['query']>().toEqualTypeOf<never>();
    expectTypeOf<Parameters<Notes['getNote']>[0]['list']>().toEqualTypeOf<undefined>();
  });
});

describe('a call', () => {
  it('throws only the codes that its operation declares', () => {
    const handlers: Partial<Notes> = {
      deleteNote: ({ params, fail }) => {
        if (params.note_id === '1') throw fail('note_locked');
        throw fail('note_not_found');
      },
      getNote: ({ fail }) => {
        // @ts-expect-error getNote does not declare `note_locked`
        throw fail('note_locked');
      },
      listNotes: ({ fail }) => {
        // @ts-expect-error listNotes declares no errors of its own
        throw fail('note_not_found');
      },
      getHealth: ({ fail }) => {
        // @ts-expect-error that is in no catalogue
        throw fail('code_not_declared_by_this_operation');
      },
    };
    expectTypeOf(handlers).toBeObject();
  });

  it('makes a failure that knows its code', () => {
    type Fail = Parameters<Notes['deleteNote']>[0]['fail'];
    expectTypeOf<ReturnType<Fail>>().toExtend<Failure<'note_not_found' | 'note_locked'>>();
  });

  it('has the values that the contract declares', () => {
    type Create = Parameters<Notes['createNote']>[0];
    expectTypeOf<Create['body']['title']>().toEqualTypeOf<string>();
    expectTypeOf<Create['body']['colour']>().toEqualTypeOf<'red' | 'green' | undefined>();
    expectTypeOf<Parameters<Notes['getNote']>[0]['params']>().toEqualTypeOf<{ note_id: string }>();
    expectTypeOf<Parameters<Notes['getNote']>[0]['body']>().toEqualTypeOf<undefined>();
    expectTypeOf<Parameters<Notes['listNotes']>[0]['query']['weight']>().toEqualTypeOf<number | undefined>();
    expectTypeOf<Parameters<Notes['listNotes']>[0]['headers']['X-Trace']>().toEqualTypeOf<string | undefined>();
    // @ts-expect-error there is no such property
    expectTypeOf<Create['body']['other']>().toEqualTypeOf<never>();
  });

  it('has always what has a default', () => {
    expectTypeOf<Parameters<Notes['createNote']>[0]['body']['size']>().toEqualTypeOf<number>();
  });

  it('has a principal where the operation is not public', () => {
    expectTypeOf<Parameters<Notes['getNote']>[0]['principal']>().toEqualTypeOf<Caller>();
    expectTypeOf<Parameters<Notes['getHealth']>[0]['principal']>().toEqualTypeOf<undefined>();
  });
});
