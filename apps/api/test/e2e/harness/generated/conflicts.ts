import type { Thing, World } from './world.ts';

/**
 * The code of the 409 that the state of what a request is about deserves; undefined where nothing is in its way. No worker
 * runs beside these requests: jobs wait until they are cancelled, no task fails, and no delivery does.
 */
export function conflictOf(operationId: string, { things }: World, thing: Thing | undefined): string | undefined {
  switch (operationId) {
    case 'testWebhook':
    case 'recoverDeliveries':
      return isDisabled(thing) ? 'webhook_disabled' : undefined;
    case 'redeliverDelivery':
      return isDisabled(things.webhooks.get(String(thing?.shown['webhook_id']))) ? 'webhook_disabled' : undefined;
    case 'getJobResult':
      return 'job_not_finished';
    case 'retryTask':
      return 'task_not_failed';
    default:
      return undefined;
  }
}

function isDisabled(webhook: Thing | undefined): boolean {
  return webhook?.shown['status'] === 'disabled';
}
