import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/store/postgres.ts';
import { runServer, urlOf } from '../child.ts';
import { newPostgres } from '../database.ts';
import { testFolder } from '../folder.ts';
import { exampleCaller } from './harness/example-caller.ts';
import { exampleRequest } from './harness/example-requests.ts';
import { sendTo } from './harness/send.ts';
import { VERSIONS, type OperationId } from './harness/versions.ts';

const CHANGES: readonly OperationId[] = ['updateProject', 'updateResource', 'updateSettings', 'updateUser', 'updateKey'];
const RIVALS = 20;

it(`of ${RIVALS} changes of one state, sent to two servers, one is made and the others are told`, { timeout: 120_000 }, async () => {
  const { url: DATABASE_URL, drop } = await newPostgres(process.env['TEST_DATABASE_URL'] ?? '');
  onTestFinished(drop);
  const env = { DATABASE_URL, DATA_DIR: testFolder() };
  const servers = [runServer(env), runServer(env)];
  const urls = await Promise.all(servers.map(urlOf));
  const database = await openPostgres(DATABASE_URL, () => {});
  onTestFinished(database.close);

  for (const version of VERSIONS) {
    const { key } = await exampleCaller(database.db);
    for (const operationId of CHANGES) {
      const { method, path, body } = exampleRequest(version, operationId);
      const tag = String((await sendTo(urls[0] ?? '', 'GET', path, { key })).headers.etag);

      const rivals = Array.from({ length: RIVALS }, (_none, index) => sendTo(urls[index % 2] ?? '', method, path, { key, headers: { 'if-match': tag }, json: body }));
      const answers = await Promise.all(rivals);

      const statuses = answers.map(({ status }) => status).toSorted();
      expect([operationId, statuses]).toEqual([operationId, [200, ...Array.from({ length: RIVALS - 1 }, () => 412)]]);
      const made = answers.find(({ status }) => status === 200);
      expect((await sendTo(urls[1] ?? '', 'GET', path, { key })).text).toBe(made?.text);
    }
  }
});
