import { readRange } from '../../usage/usage-range.ts';
import { usageReport } from '../../usage/usage-report.ts';
import type { ApiHandlers, Deps } from '../handlers.ts';

export const getUsage = ({ store }: Deps): ApiHandlers['getUsage'] =>
  async ({ principal, query, fail }) => {
    const { project_id: projectId, interval } = query;
    const read = readRange(query, new Date());
    if ('fault' in read) {
      const { fault } = read;
      throw fail('invalid_parameter', { message: `\`${fault.pointer.slice(1)}\` ${fault.message}.`, details: [fault] });
    }

    const counts = await store.usage.count(principal, { projectId, ...read.range });

    return { status: 200, body: { project_id: projectId ?? principal.projectId, interval, ...usageReport(read.range, counts) } };
  };
