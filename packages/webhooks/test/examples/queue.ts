/** What the examples put their events into. */
export const queue: { event: string; data: unknown }[] = [];
