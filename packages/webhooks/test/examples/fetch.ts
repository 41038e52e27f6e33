import { verify, WebhookVerificationError } from '@plumbline/webhooks';
import { queue } from './queue.ts';

const secret = process.env.WEBHOOK_SECRET ?? '';

export async function POST(request: Request): Promise<Response> {
  try {
    const { event, data } = verify({ body: await request.text(), headers: request.headers, secret });
    queue.push({ event, data });
    return new Response(null, { status: 204 });
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    return new Response(error.reason, { status: 400 });
  }
}
