import { exampleParameter, exampleValue } from './examples.ts';
import { makeProject } from './make-project.ts';
import type { Maker } from './maker.ts';

interface List {
  data: { id: string; status: string }[];
}

/** A webhook whose endpoint takes everything. */
export const webhook: Maker = {
  shown: (document) => exampleParameter(document, 'WebhookId'),
  make: async ({ document, account, receiver, stand }) => {
    const made = await account.send<{ id: string }>('POST', '/webhooks', { ...exampleValue(document, 'WebhookCreate'), url: receiver.hookUrl });
    stand(exampleParameter(document, 'WebhookId'), made.id);
  },
};

/** The event of a project that was made, which stands in for the example project, since that was there without an event. */
export const event: Maker = {
  shown: (document) => exampleParameter(document, 'EventId'),
  make: async ({ document, account, stand }) => {
    await makeProject(document, account, stand);
    const { data } = await account.until<List>('/events?event=project.created', ({ data: found }) => found.length > 0);
    stand(exampleParameter(document, 'EventId'), data[0]?.id ?? '');
  },
};

/** The delivery of that event to the webhook, which was there before it. */
export const delivery: Maker = {
  shown: (document) => exampleParameter(document, 'DeliveryId'),
  make: async ({ document, account, stand, need }) => {
    const to = await need(exampleParameter(document, 'WebhookId'));
    await need(exampleParameter(document, 'EventId'));
    const { data } = await account.until<List>(`/webhooks/${to}/deliveries?event=project.created`, ({ data: found }) => found[0]?.status === 'succeeded');
    stand(exampleParameter(document, 'DeliveryId'), data[0]?.id ?? '');
  },
};
