import { describe, expect, it } from 'vitest';
import { document } from '../test/notes-operations.ts';
import { responseValidation } from './response-validator.ts';

describe('responseValidation', () => {
  const responses = responseValidation(document);
  const note = responses.compile('#/components/schemas/Note');

  it.each([
    [{ id: 'note_1', title: 'Milk' }, []],
    [{ id: 'note_1', title: 'Milk', due: null, children: [{ id: 'note_2', title: '' }] }, []],
    [{ id: 'note_1' }, ['/title required']],
    [{ id: 'note_1', title: 'a', due: 'tomorrow' }, ['/due format']],
    [{ id: 'note_1', title: 'a', children: [{ id: 1, title: 'b' }] }, ['/children/0/id type']],
    [{ id: 'note_1', title: 'a', body: { kind: 'text' } }, ['/body/text required']],
    [null, [' type']],
  ])('checks %j', (body, want) => {
    expect(note(body).map(({ pointer, code }) => `${pointer} ${code}`)).toEqual(want);
  });

  it('checks what stands in a path', () => {
    const check = responses.compile('#/paths/~1health/get/responses/200/content/application~1json/schema');
    expect(check({ ok: 'yes' })).toEqual([{ pointer: '/ok', code: 'type', message: 'must be boolean' }]);
  });

  it('finds out only when it is needed that there is nothing', () => {
    const check = responses.compile('#/components/schemas/Nothing');
    expect(() => check({})).toThrow('Nothing');
  });
});
