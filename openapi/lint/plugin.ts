import type { Plugin } from '@redocly/openapi-core';
import { accessDeclared } from './rules/access-declared.ts';
import { conditionalDeclared } from './rules/conditional-declared.ts';
import { deprecationSunset } from './rules/deprecation-sunset.ts';
import { errorsInCatalogue } from './rules/errors-in-catalogue.ts';
import { eventShape } from './rules/event-shape.ts';
import { eventsDeclared } from './rules/events-declared.ts';
import { extensionKnown } from './rules/extension-known.ts';
import { failureLimitKnown } from './rules/failure-limit-known.ts';
import { fileDeclared } from './rules/file-declared.ts';
import { filePerUrl } from './rules/file-per-url.ts';
import { filterDeclared } from './rules/filter-declared.ts';
import { idParameterOpaque } from './rules/id-parameter-opaque.ts';
import { idempotencyDeclared } from './rules/idempotency-declared.ts';
import { jobDeclared } from './rules/job-declared.ts';
import { listPaginated } from './rules/list-paginated.ts';
import { mediaTypeExample } from './rules/media-type-example.ts';
import { noUnusedErrors } from './rules/no-unused-errors.ts';
import { noUnusedFiles } from './rules/no-unused-files.ts';
import { noUnusedPolicies } from './rules/no-unused-policies.ts';
import { noUnusedScopes } from './rules/no-unused-scopes.ts';
import { noUnusedTags } from './rules/no-unused-tags.ts';
import { objectExplicit } from './rules/object-explicit.ts';
import { operationProse } from './rules/operation-prose.ts';
import { operationRateLimit } from './rules/operation-rate-limit.ts';
import { operationScopes } from './rules/operation-scopes.ts';
import { operationStandardResponses } from './rules/operation-standard-responses.ts';
import { pathParameterNotFound } from './rules/path-parameter-not-found.ts';
import { propertyDescription } from './rules/property-description.ts';
import { propertyExample } from './rules/property-example.ts';
import { rateLimitHeaders } from './rules/rate-limit-headers.ts';
import { rateLimitWindows } from './rules/rate-limit-windows.ts';
import { requestBodyClosed } from './rules/request-body-closed.ts';
import { requestBodyResponses } from './rules/request-body-responses.ts';
import { requestBodyWritable } from './rules/request-body-writable.ts';
import { responseErrors } from './rules/response-errors.ts';
import { responseHeaders } from './rules/response-headers.ts';
import { secretFormatted } from './rules/secret-formatted.ts';
import { sortDeclared } from './rules/sort-declared.ts';
import { typeExtension } from './types.ts';
import { wellFormed } from './well-formed.ts';

/** The rules of this house that no linter knows: one file each in rules/, one folder of proof each in fixtures/. */
const rules = {
  'access-declared': accessDeclared,
  'conditional-declared': conditionalDeclared,
  'deprecation-sunset': deprecationSunset,
  'errors-in-catalogue': errorsInCatalogue,
  'event-shape': eventShape,
  'events-declared': eventsDeclared,
  'extension-known': extensionKnown,
  'failure-limit-known': failureLimitKnown,
  'file-declared': fileDeclared,
  'file-per-url': filePerUrl,
  'filter-declared': filterDeclared,
  'id-parameter-opaque': idParameterOpaque,
  'idempotency-declared': idempotencyDeclared,
  'job-declared': jobDeclared,
  'list-paginated': listPaginated,
  'media-type-example': mediaTypeExample,
  'no-unused-errors': noUnusedErrors,
  'no-unused-files': noUnusedFiles,
  'no-unused-policies': noUnusedPolicies,
  'no-unused-scopes': noUnusedScopes,
  'no-unused-tags': noUnusedTags,
  'object-explicit': objectExplicit,
  'operation-prose': operationProse,
  'operation-rate-limit': operationRateLimit,
  'operation-scopes': operationScopes,
  'operation-standard-responses': operationStandardResponses,
  'path-parameter-not-found': pathParameterNotFound,
  'property-description': propertyDescription,
  'property-example': propertyExample,
  'rate-limit-headers': rateLimitHeaders,
  'rate-limit-windows': rateLimitWindows,
  'request-body-closed': requestBodyClosed,
  'request-body-responses': requestBodyResponses,
  'request-body-writable': requestBodyWritable,
  'response-errors': responseErrors,
  'response-headers': responseHeaders,
  'secret-formatted': secretFormatted,
  'sort-declared': sortDeclared,
};

// oxlint-disable-next-line import/no-default-export -- Redocly takes a plugin from the default export.
export default function plumbline(): Plugin {
  return {
    id: 'plumbline',
    typeExtension,
    rules: { oas3: Object.fromEntries(Object.entries(rules).map(([id, rule]) => [id, wellFormed(rule)])) },
  };
}
