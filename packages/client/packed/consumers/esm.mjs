import * as client from '@plumbline/client';
import * as operations from '@plumbline/client/operations';
import * as v2 from '@plumbline/client/v2';
import { verify } from '@plumbline/webhooks';
import { use } from './program.mjs';

process.stdout.write(JSON.stringify({ ...(await use({ client, operations, v2 }, process.argv[2])), verify: typeof verify }));
