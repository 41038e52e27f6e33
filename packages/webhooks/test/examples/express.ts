import { verify, WebhookVerificationError } from '@plumbline/webhooks';
import express from 'express';
import { queue } from './queue.ts';

const secret = process.env.WEBHOOK_SECRET ?? '';

export const app = express();

app.post('/webhooks', express.raw({ type: 'application/json', limit: '1mb' }), (request, response) => {
  try {
    const { event, data } = verify({ body: request.body, headers: request.headers, secret });
    queue.push({ event, data }); // Answer at once, and do the work later.
    response.sendStatus(204);
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    response.status(400).send(error.reason);
  }
});
