import type { FastifyRequest } from 'fastify';
import { ClaimlineError } from '../domain/errors.ts';
import type { KnownPaths } from './known-paths.ts';
import { HttpProblem } from './problem.ts';
import { BodyAborted, unsupportedBody } from './request/body.ts';
import { pathOf } from './request/query-string.ts';

/** Fastify's own refusals, by their code, as problems of ours. Whatever is not listed here stays unforeseen. */
export function translateError(error: unknown, request: FastifyRequest, paths: KnownPaths): unknown {
  if (error instanceof BodyAborted) return new HttpProblem('request_timeout', error.message);
  switch (codeOf(error)) {
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
    case 'FST_ERR_CTP_EMPTY_TYPE':
      return unsupportedBody(request.routeOptions.config.operation?.requestBody);
    case 'FST_ERR_BAD_URL':
      return malformedPath(pathOf(request.url), paths);
    case 'FST_ERR_MAX_PARAM_LENGTH':
      return new HttpProblem('uri_too_long', 'One segment of the path is longer than any id or key.');
    default:
      return error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** The path could not be decoded; where it is a known one, the parameter at fault has a name. */
function malformedPath(path: string, paths: KnownPaths): Error {
  const parameter = paths.malformedParameter(path);
  if (parameter === undefined) {
    return new HttpProblem('malformed_request', 'The path is not percent-encoded UTF-8 (RFC 3986 §2.1).');
  }
  const detail = `${parameter} is not percent-encoded UTF-8.`;
  return new ClaimlineError('invalid_parameter', detail, [{ parameter, detail, code: 'invalid_parameter' }]);
}
