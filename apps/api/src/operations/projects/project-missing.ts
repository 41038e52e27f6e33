/** Says that a body names a project that there is not, or that the caller does not see. */
export const PROJECT_MISSING = {
  message: 'There is no project with the id that `/project_id` names.',
  details: [{ in: 'body', pointer: '/project_id', code: 'project_not_found', message: 'is the id of no project that the key sees' }],
} as const;
