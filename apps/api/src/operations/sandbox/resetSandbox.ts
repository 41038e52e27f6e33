import type { ApiHandlers, Deps } from '../handlers.ts';

export const resetSandbox = ({ transact, examples }: Deps): ApiHandlers['resetSandbox'] =>
  async ({ principal, fail }) => {
    if (principal.environment !== 'sandbox') throw fail('sandbox_only');

    const now = new Date();
    await transact((store) => store.sandbox.putBack(principal.accountId, examples, now));
    const { users, projects, resources } = examples;

    return {
      status: 200,
      body: { users: users.length, projects: projects.length, resources: resources.length, reset_at: now.toISOString() },
    };
  };
