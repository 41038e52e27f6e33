import type { ApiHandlers, Deps } from '../handlers.ts';
import { presentTask } from './present-task.ts';

export const getTask = ({ store }: Deps): ApiHandlers['getTask'] =>
  async ({ principal, params, fail }) => {
    const task = await store.tasks.find(principal, params.task_id);
    if (!task) throw fail('task_not_found');

    return { status: 200, body: presentTask(task) };
  };
