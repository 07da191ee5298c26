import Negotiator from 'negotiator';
import { HttpProblem } from '../problem.ts';

/** Accept headers whose meaning is remembered: clients send the same few, and reading one costs as much as routing. */
const rememberedMax = 100;

/** Prepares the check for one media type. */
export function acceptableFor(contentType: string): (accept: string | undefined) => void {
  const taken = new Set<string>();
  return (accept) => {
    if (accept === undefined || taken.has(accept)) return;
    requireAcceptable(accept, contentType);
    if (taken.size >= rememberedMax) taken.clear();
    taken.add(accept);
  };
}

/**
 * Checks that a client takes the one media type of an operation (RFC 9110 §12.5.1); no Accept, or an empty one,
 * takes everything. A client that takes only `application/problem+json` is refused too: it would have no use for
 * a success. Error answers are problem+json whatever Accept says, since an explanation beats none (§15.5.7).
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
      `The operation answers in ${mediaType}, which Accept leaves out.`,
      {
        vary: 'Accept',
      },
    );
  }
}

/** Type and subtype, both tokens (RFC 9110 §5.6.2). */
const mediaRange = /[\w!#$%&'*+.^`|~-]+\/[\w!#$%&'*+.^`|~-]+/;
