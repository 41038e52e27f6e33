import express, { type Express } from 'express';
import { middleware } from 'express-openapi-validator';
import type { Contract } from '../src/index.ts';
import { addRoutes } from './serve-express.ts';

type Options = Parameters<typeof middleware>[0];

/** Stock express-openapi-validator in front of the same routes as bare Express, as its README sets it up. */
export function validatorApp({ document }: Contract): Express {
  const app = express();
  app.use(express.json());
  app.use(
    middleware({
      apiSpec: document as Options['apiSpec'], // The same document that the kit gets.
      validateRequests: true,
      validateResponses: false,
      validateSecurity: { handlers: { bearerAuth: () => true } },
    }),
  );
  addRoutes(app);
  return app;
}
