import type { Database } from '../../../src/store/database.ts';
import { newAccount } from './account.ts';
import { startApi } from './api-server.ts';
import { refusing } from './limiters.ts';
import type { Answer, Sent } from './send.ts';

/** One answer of each status that the sources document, as the servers give it that are asked for. */
export async function answerOfEachStatus(database: Database): Promise<ReadonlyMap<number, Answer>> {
  const account = await newAccount(database.db);
  const key = account.liveKey;
  const weak = (await account.key({ scopes: [] })).key;
  await using usual = await startApi(database);
  await using limited = await startApi(database, { seams: { limiter: refusing(3_600_000) } });
  await using broken = await startApi(database, { handlers: { listProjects: fails } });
  await using apart = await startApi({ ...database, isUnavailable: () => true }, { handlers: { listProjects: fails } });

  const user = { name: 'John Doe', email: 'john@example.com', password: 'secure_password' };
  const made = await usual.send('POST', '/v1/users', { key, json: user });
  const path = `/v1/users/${String(made.json['id'])}`;
  const list = (sent: Sent = {}, on = usual) => on.send('GET', '/v1/projects', { key, ...sent });
  const answers = [
    await list(),
    made,
    await usual.send('GET', '/v1/projects?page=first', { key }),
    await list({ key: undefined }),
    await list({ key: weak }),
    await usual.send('GET', '/v1/projects/prj_unknown', { key }),
    await list({ headers: { accept: 'application/xml' } }),
    await usual.send('POST', '/v1/users', { key, json: user }),
    await usual.send('PATCH', path, { key, json: { name: 'x' }, headers: { 'if-match': '"stale"' } }),
    await usual.send('POST', '/v1/projects', { key, body: 'name=x', headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    await usual.send('POST', '/v1/projects', { key, json: {} }),
    await usual.send('DELETE', path, { key }),
    await list({}, limited),
    await list({}, broken),
    await list({}, apart),
  ];
  return new Map(answers.map((answer) => [answer.status, answer]));
}

function fails(): never {
  throw new Error('as nobody has foreseen');
}
