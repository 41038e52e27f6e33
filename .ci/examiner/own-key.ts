// Prints the id of the key in EXAMINER_KEY, as the server at the given URL knows it.
const [url = ''] = process.argv.slice(2);
const key = process.env['EXAMINER_KEY'] ?? '';
const answer = await fetch(`${url}/v1/keys?per_page=100`, { headers: { authorization: `Bearer ${key}` } });
const { data = [] } = (await answer.json()) as { data?: { id: string; prefix: string }[] };
const own = data.find(({ prefix }) => key.startsWith(prefix));
if (!own) throw new Error(`GET ${url}/v1/keys was answered ${answer.status}, without the key that asked.`);
process.stdout.write(own.id);
