/** The guides in the order in which they are read, under the headings of the sidebar. A guide that is not named here comes last. */
export const GUIDES: readonly { label: string; names: readonly string[] }[] = [
  { label: 'Get started', names: ['quickstart', 'authentication', 'sandbox', 'sdks'] },
  {
    label: 'Use the API',
    names: ['errors', 'rate-limits', 'pagination', 'filtering-and-sorting', 'idempotency', 'webhooks', 'jobs', 'versions'],
  },
  { label: 'Build and run', names: ['your-own-contract', 'implementing-an-operation', 'production', 'security'] },
];
