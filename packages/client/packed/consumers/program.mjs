/** What somebody does with the installed package, whichever way it was imported; gives what came of it. */
export async function use({ client: { Client, ProjectNotFoundError, webhooks }, operations: { Core, getProject }, v2 }, url) {
  const client = new Client({ apiKey: 'sk_test_a', baseUrl: `${url}/v1` });
  const listed = [];
  for await (const project of client.projects.list()) listed.push(project.name);
  const error = await client.projects.get('prj_none').catch((thrown) => thrown);
  const one = await getProject(new Core({ apiKey: 'sk_test_a', baseUrl: `${url}/v1` }), 'prj_1');
  const other = await new v2.Client({ apiKey: 'sk_test_a', baseUrl: `${url}/v2` }).projects.list().toArray({ limit: 10 });

  const secret = webhooks.generateSecret();
  const { body, headers } = await webhooks.signTestDelivery('project.created', undefined, { secret });
  const event = await webhooks.unwrap(body, headers, secret);
  return { listed, error: [error instanceof ProjectNotFoundError, error.name, error.code], one: one.name, other: other.map(({ name }) => name), event: event.event };
}
