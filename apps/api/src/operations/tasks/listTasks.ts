import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentTask } from './present-task.ts';

export const listTasks = ({ store }: Deps): ApiHandlers['listTasks'] =>
  async ({ principal, list }) => {
    const { rows, ...place } = await store.tasks.list(principal, list);

    return { status: 200, page: { items: rows.map(presentTask), ...place } };
  };
