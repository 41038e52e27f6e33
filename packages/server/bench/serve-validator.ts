import express, { type Express } from 'express';
import { middleware } from 'express-openapi-validator';
import { compilable } from '../src/compilable-schema.ts';
import type { Document } from '../src/document.ts';
import { contractOf } from './large-contract.ts';
import type { Probe } from './probes.ts';
import { addRoute } from './serve-express.ts';

type Options = Parameters<typeof middleware>[0];

/** Stock express-openapi-validator in front of the one route. */
export function validatorApp(size: number, probe: Probe): Express {
  const document = contractOf(size).document as Document;
  const app = express();
  app.use(express.json());
  app.use(
    middleware({
      apiSpec: document as unknown as Options['apiSpec'], // Its types are those of OpenAPI, ours of what the kit reads.
      validateRequests: true,
      validateResponses: false,
      validateSecurity: { handlers: { bearerAuth: () => true } },
    }),
  );
  addRoute(app, probe);
  return app;
}
