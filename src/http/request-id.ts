import { randomUUID } from 'node:crypto';

const random = randomUUID();
/** The part that all ids of this process share: random, with version 8, which is for one's own designs (RFC 9562 §5.8). */
const ofProcess = `${random.slice(0, 14)}8${random.slice(15, 24)}`;
let count = 0;

/**
 * Returns an id for the next request, a UUID such as `9f1c2a7e-53b1-8d04-a1f2-00000000001a`. The last part counts the
 * requests of the process. Random digits for each request would take as long as routing it.
 */
export function nextRequestId(): string {
  count += 1;
  return ofProcess + count.toString(16).padStart(12, '0');
}
