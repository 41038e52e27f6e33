/** A small contract that uses what can be compared; rows change a copy of it. */
export const BASE = {
  openapi: '3.1.0',
  servers: [{ url: 'https://api.example/v1' }, { url: 'http://127.0.0.1/v1' }],
  security: [{ key: ['notes:read'] }],
  paths: {
    '/notes': {
      get: {
        operationId: 'listNotes',
        'x-pagination': 'page',
        'x-filter': { status: { field: 'status', operator: 'eq' }, before: { field: 'created_at', operator: 'lt' } },
        'x-sort': { fields: ['created_at', 'title'], default: 'created_at', order: 'asc' },
        'x-rate-limit': { policy: 'standard', cost: 1 },
        parameters: [
          { $ref: '#/components/parameters/Page' },
          { name: 'status', in: 'query', schema: { type: 'string', enum: ['open', 'done'] } },
          { name: 'ids', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 'near', in: 'query', content: { 'application/json': { schema: { type: 'object', properties: { x: { type: 'number' } } } } } },
        ],
        responses: {
          '200': { $ref: '#/components/responses/NoteList' },
          '400': { description: 'Bad.', 'x-errors': ['invalid_parameter', 'malformed_request'], content: { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } } },
        },
      },
      post: {
        operationId: 'createNote',
        security: [{ key: ['notes:write'] }],
        requestBody: {
          required: true,
          content: {
            'application/json': { schema: { $ref: '#/components/schemas/NoteCreate' } },
            'application/x-www-form-urlencoded': { schema: { $ref: '#/components/schemas/NoteCreate' } },
          },
        },
        responses: {
          '201': { description: 'Made.', headers: { Location: { required: true, schema: { type: 'string' } } }, content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } } } },
          '409': { description: 'Taken.', 'x-errors': ['title_taken'] },
        },
      },
    },
    '/notes/{note_id}': {
      parameters: [{ name: 'note_id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getNote',
        security: [],
        responses: { '200': { description: 'One.', content: { 'application/json': { schema: { $ref: '#/components/schemas/Note' } }, 'text/plain': { schema: { type: 'string' } } } } },
      },
      patch: {
        operationId: 'touchNote',
        deprecated: true,
        'x-sunset': '2027-06-01',
        requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
        responses: { '204': { description: 'Done.' } },
      },
    },
    '/drafts': {
      get: { operationId: 'listDrafts', 'x-stability': 'beta', parameters: [{ name: 'all', in: 'query', schema: { type: 'boolean' } }], responses: { '200': { description: 'All.' } } },
    },
  },
  webhooks: {
    'note.created': {
      post: {
        operationId: 'noteCreated',
        parameters: [{ name: 'webhook-id', in: 'header', required: true, schema: { type: 'string' } }],
        requestBody: { required: true, content: { 'application/json': { schema: { type: 'object', required: ['event', 'data'], properties: { event: { const: 'note.created' }, data: { $ref: '#/components/schemas/Note' } } } } } },
        responses: { '204': { description: 'Taken.' } },
      },
    },
  },
  components: {
    securitySchemes: {
      key: { type: 'http', scheme: 'bearer', 'x-scopes': { 'notes:read': 'See notes.', 'notes:write': 'Change notes.' } },
      oauth: { type: 'oauth2', flows: { clientCredentials: { tokenUrl: '/token', scopes: { 'notes:read': 'See notes.' } } } },
    },
    parameters: { Page: { name: 'page', in: 'query', schema: { type: 'integer', default: 1 } } },
    responses: {
      NoteList: { description: 'Notes.', headers: { Link: { schema: { type: 'string' } } }, content: { 'application/json': { schema: { type: 'object', required: ['data'], properties: { data: { type: 'array', items: { $ref: '#/components/schemas/Note' } } } } } } },
    },
    schemas: {
      Note: { type: 'object', required: ['id', 'title'], properties: { id: { type: 'string' }, title: { type: 'string' }, status: { type: 'string', enum: ['open', 'done'] } } },
      NoteCreate: { type: 'object', additionalProperties: false, required: ['title'], properties: { title: { type: 'string', maxLength: 100 }, status: { type: 'string', enum: ['open', 'done'], default: 'open' } } },
      Error: { type: 'object', required: ['code'], properties: { code: { type: 'string' } } },
    },
  },
  'x-error-catalogue': {
    invalid_parameter: { status: 400, retryable: false },
    title_taken: { status: 409, retryable: false },
    service_unavailable: { status: 503, retryable: true, server: true },
  },
  'x-rate-limits': {
    standard: { windows: { minute: { seconds: 60, limits: { free: 600, pro: 6000 } }, burst: { seconds: 1, limit: 100 } } },
    slow: { windows: { slowly: { seconds: 60, limit: 60 } } },
  },
};
