import { plainHashes } from '../domain/anchoring/locator-at.ts';
import { QuoteFinder } from '../domain/anchoring/quote-finder.ts';
import { SourceText } from '../domain/anchoring/source-text.ts';
import { verifyText } from '../domain/anchoring/verify-text.ts';
import type { Answered, Asked, Recorded } from './reading/messages.ts';

/** Finds passages in the reader's own copy of a source, in a web worker. The copy is never sent. */

/** The global scope of a dedicated worker, which the types of Node do not have. */
const scope = globalThis as unknown as {
  addEventListener: (type: 'message', listener: (event: { data: Asked }) => void) => void;
  postMessage: (message: Answered) => void;
};

/** Adds the hashes that find a passage in other forms of the text, if its words are known. */
function findable(recorded: Recorded): Recorded {
  if (recorded.quote === null) return recorded;
  const { quoteFingerprint, plainSha256, plainLength } = plainHashes(recorded.quote);
  return {
    ...recorded,
    quoteFingerprint: recorded.quoteFingerprint ?? quoteFingerprint,
    plainSha256: recorded.plainSha256 ?? plainSha256,
    plainLength: recorded.plainLength ?? plainLength,
  };
}

let copy: QuoteFinder | undefined;

async function answer(asked: Asked): Promise<unknown> {
  if ('check' in asked) {
    const { source, located, unlocated, bytes } = asked.check;
    copy = new QuoteFinder(new SourceText(bytes));
    return verifyText(source, { located: located.map(findable), unlocated }, bytes);
  }
  if (copy === undefined) throw new Error('No copy was given.');
  return copy.locatorAt(asked.locate);
}

scope.addEventListener('message', ({ data }) => {
  answer(data).then(
    (found) => scope.postMessage({ answer: found }),
    (error: unknown) => scope.postMessage({ wrong: error instanceof Error ? error.message : String(error) }),
  );
});
