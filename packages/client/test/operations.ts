import { ApiError } from '../src/core/api-error.ts';
import { BaseCore } from '../src/core/base-core.ts';
import type { ClientOptions } from '../src/core/client-options.ts';
import { type HttpClient, openapiFetch } from '../src/core/openapi-fetch.ts';
import type { Operation } from '../src/core/operation.ts';

export class NotFoundError extends ApiError {
  static override readonly name: string = 'NotFoundError';
  static override readonly status = 404;
}

export class NoteNotFoundError extends NotFoundError {
  static override readonly name = 'NoteNotFoundError';
  static override readonly code = 'note_not_found';
}

export class ConflictError extends ApiError {
  static override readonly name: string = 'ConflictError';
  static override readonly status = 409;
}

export class InProgressError extends ConflictError {
  static override readonly name = 'InProgressError';
  static override readonly code = 'in_progress';
  static override readonly retryable = true;
}

const common = { cost: 1, sendsKey: false, errors: [NoteNotFoundError, InProgressError], headers: { xRequestId: 'string', retryAfter: 'number', replayed: 'boolean' } } as const;

export const getNote: Operation = { ...common, id: 'getNote', method: 'GET', path: '/notes/{note_id}', isIdempotent: true };
export const listNotes: Operation = { ...common, id: 'listNotes', method: 'GET', path: '/notes', isIdempotent: true, list: 'page' };
export const createNote: Operation = { ...common, id: 'createNote', method: 'POST', path: '/notes', isIdempotent: true, sendsKey: true };
export const updateNote: Operation = { ...common, id: 'updateNote', method: 'PATCH', path: '/notes/{note_id}', isIdempotent: false };
export const getFile: Operation = { ...common, id: 'getFile', method: 'GET', path: '/notes/{note_id}/file', isIdempotent: true, isFile: true };

/** The paths of these operations, as openapi-typescript writes them. */
export interface Paths {
  '/notes': {
    get: { responses: { 200: { content: { 'application/json': unknown } } } };
    post: { requestBody: { content: { 'application/json': object } }; responses: { 201: { content: { 'application/json': unknown } } } };
  };
  '/notes/{note_id}': {
    get: { parameters: { path: { note_id: string } }; responses: { 200: { content: { 'application/json': { id: string } } }; 404: { content: { 'application/json': { error: { code: string } } } } } };
    patch: { parameters: { path: { note_id: string } }; requestBody: { content: { 'application/json': object } }; responses: { 200: { content: { 'application/json': unknown } } } };
  };
}

/** A core whose calls are not paced and say nothing, unless a test wants it. */
export function coreAt(url: string, options: ClientOptions = {}): BaseCore {
  return new BaseCore(quiet(url, options), { baseUrl: url, errors: [] });
}

/** openapi-fetch's client on such a core. */
export function httpAt(url: string, options: ClientOptions = {}): HttpClient<Paths> {
  return openapiFetch<Paths>(coreAt(url, options), quiet(url, options));
}

function quiet(url: string, options: ClientOptions): ClientOptions {
  return { apiKey: 'sk_test_1', baseUrl: `${url}/v1`, pacing: false, logLevel: 'off', ...options };
}
