import Negotiator from 'negotiator';
import { HttpProblem } from '../problem.ts';
import { echo } from './query-string.ts';

/** Number of Accept headers to cache: clients send the same few, and parsing one costs as much as routing. */
const cachedMax = 100;

/** Returns a check of Accept headers for one media type, with a cache. @throws HttpProblem `not_acceptable` */
export function acceptableFor(contentType: string): (accept: string | undefined) => void {
  const accepted = new Set<string>();
  return (accept) => {
    if (accept === undefined || accepted.has(accept)) return;
    requireAcceptable(accept, contentType);
    if (accepted.size >= cachedMax) accepted.clear();
    accepted.add(accept);
  };
}

/**
 * Checks that a client accepts the media type of an operation (RFC 9110 §12.5.1). An empty Accept header accepts
 * everything. A client that accepts only `application/problem+json` is refused too, since it has no use for a success.
 * Errors are problem+json whatever Accept says: an explanation is better than none (§15.5.7).
 *
 * @throws HttpProblem `not_acceptable`; `malformed_request` if there is no media range in the header at all
 */
function requireAcceptable(accept: string, contentType: string): void {
  if (accept.trim() === '') return;
  if (!mediaRange.test(accept)) {
    const given = JSON.stringify(accept.slice(0, 100));
    throw new HttpProblem(
      'malformed_request',
      `Accept must list media ranges such as application/json or */*; got ${given}.`,
    );
  }
  const mediaType = contentType.split(';')[0] ?? contentType;
  if (new Negotiator({ headers: { accept } }).mediaType([mediaType]) === undefined) {
    throw new HttpProblem(
      'not_acceptable',
      `The operation answers in ${mediaType}, which Accept does not allow; got Accept: ${echo(accept)}.`,
      {
        vary: 'Accept',
      },
    );
  }
}

/** Type and subtype, both tokens (RFC 9110 §5.6.2). */
const mediaRange = /[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+/;
