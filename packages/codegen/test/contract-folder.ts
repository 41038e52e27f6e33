import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A small contract that nothing is wrong with. */
export const GOOD = `openapi: 3.1.0
info: { title: Notes, version: 1.0.0 }
servers: [{ url: https://notes.example/v1 }]
paths:
  /notes/{note_id}:
    get:
      operationId: notes/get
      security: []
      parameters:
        - { name: note_id, in: path, required: true, schema: { type: string } }
      responses:
        '200':
          description: The note.
          content: { application/json: { schema: { $ref: '#/components/schemas/Note' } } }
components:
  schemas:
    Note: { type: object, properties: { id: { type: string } } }
`;

export const GENERATED = ['client-names.gen.ts', 'errors.gen.ts', 'events.gen.ts', 'index.gen.ts', 'openapi.gen.json', 'operations.gen.ts', 'types.gen.ts'];

/** A folder of its own, with a contract in it. */
export interface ContractFolder extends AsyncDisposable {
  /** The contract's root document, and where its files are generated. */
  contract: string;
  out: string;
  write(name: string, text: string): Promise<void>;
  /** The generated files by name, or nothing when there is no folder. */
  generated(): Promise<Record<string, string>>;
}

/** Writes a contract into a new folder. */
export async function contractFolder(files: Record<string, string> = { 'openapi.yaml': GOOD }): Promise<ContractFolder> {
  const folder = await mkdtemp(join(tmpdir(), 'plumbline-'));
  const out = join(folder, 'out');
  const write = async (name: string, text: string) => {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  };
  for (const [name, text] of Object.entries(files)) await write(name, text);
  return {
    contract: join(folder, 'openapi.yaml'),
    out,
    write,
    async generated() {
      const names = await readdir(out).catch((): string[] => []);
      const texts = await Promise.all(names.toSorted().map(async (name) => [name, await readFile(join(out, name), 'utf8')]));
      return Object.fromEntries(texts) as Record<string, string>;
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  };
}
