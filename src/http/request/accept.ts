import Negotiator from 'negotiator';
import { HttpProblem } from '../problem.ts';

/**
 * Checks that a client takes the one media type of an operation (RFC 9110 §12.5.1); no Accept, or an empty one,
 * takes everything. A client that takes only `application/problem+json` is refused too: it would have no use for
 * a success. Error answers are problem+json whatever Accept says, since an explanation beats none (§15.5.7).
 *
 * @throws HttpProblem `not_acceptable`
 */
export function requireAcceptable(accept: string | undefined, contentType: string): void {
  if (accept === undefined || accept.trim() === '') return;
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
