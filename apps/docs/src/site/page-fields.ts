import { z } from 'astro/zod';

/** What a page that is made has beside Starlight's own fields. Guides have none of it. */
export const pageFields = z.object({
  page: z
    .object({
      group: z.enum(['operations', 'events', 'errors', 'schemas', 'scopes', 'site']),
      section: z.string().optional(),
      operationId: z.string().optional(),
      facts: z.object({ method: z.string(), path: z.string() }).optional(),
    })
    .optional(),
});
