/** One page of each kind, without the guides, of which people have written each. */
export const TEMPLATES: readonly string[] = [
  '/docs/',
  '/docs/operations/',
  '/docs/operations/createProject/',
  '/docs/operations/listProjects/',
  '/docs/events/',
  '/docs/events/project.created/',
  '/docs/errors/',
  '/docs/errors/project_not_found/',
  '/docs/schemas/',
  '/docs/schemas/Project/',
  '/docs/scopes/',
  '/docs/changelog/',
  '/docs/status/',
  '/docs/nothing-is-here/',
];
