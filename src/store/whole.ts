import { isUtf8 } from 'node:buffer';
import { ClaimlineError, damagedText } from '../domain/errors.ts';
import type { JsonOctets } from '../domain/json-octets.ts';
import type { StoredBody } from '../domain/store.ts';
import { etagOf } from './rows.ts';

/**
 * Bodies go to clients as they are stored, without being parsed. A file that was overwritten would go out as an answer
 * that is no JSON: these tests are quick, and find most of that. `check` compares everything.
 */

const damaged = () => new ClaimlineError('store_unusable', damagedText);

/** Returns a page that can be JSON. @throws ClaimlineError `store_unusable` */
export function whole(data: JsonOctets): JsonOctets {
  if (data.includes(0) || !isUtf8(data)) throw damaged();
  return data;
}

/** Characters before the space: JSON has none of them (RFC 8259 §7) but for space between values, and bodies have none. */
const control = /[^ -\uffff]/;
/** Octets that are not UTF-8 are read as U+FFFD, which a text may have as well. */
const suspicious = /[^ -\uffff]|\ufffd/;

/** Returns a record that can be JSON. @throws ClaimlineError `store_unusable` */
export function wholeBody(found: StoredBody): StoredBody {
  if (suspicious.test(found.body) && etagOf(found.body) !== found.etag) throw damaged();
  return found;
}

/** The same of a body whose entity tag was not read. @throws ClaimlineError `store_unusable` */
export function wholeText(body: string): string {
  if (control.test(body)) throw damaged();
  return body;
}
