const client = require('@plumbline/client');
const operations = require('@plumbline/client/operations');
const v2 = require('@plumbline/client/v2');
const { verify } = require('@plumbline/webhooks');

void import('./program.mjs').then(async ({ use }) => {
  process.stdout.write(JSON.stringify({ ...(await use({ client, operations, v2 }, process.argv[2])), verify: typeof verify }));
});
