import { ClaimlineError } from '../errors.ts';
import { limits } from '../limits.ts';
import type { Source } from '../source.ts';
import type { LocatedQuote, QuotePlace, SourceLocators } from '../source-locators.ts';
import { countText, QuoteFinder, type Span } from './quote-finder.ts';
import type { SourceText } from './source-text.ts';

/** `nth` chooses a place of quotes that stand at several, counted from 1. */
type LocateOptions = { nth?: number | undefined; deadlineMs?: number | undefined };

/**
 * Writes the locators of quotes in the text of a source. Yields to the event loop between quotes.
 * @throws ClaimlineError `deadline_exceeded` if the time is up
 */
export async function locateQuotes(
  { id, contentSha256 }: Pick<Source, 'id' | 'contentSha256'>,
  text: SourceText,
  quotes: readonly string[],
  { nth, deadlineMs = Number.POSITIVE_INFINITY }: LocateOptions = {},
): Promise<SourceLocators> {
  const begun = performance.now();
  const finder = new QuoteFinder(text);
  const counts = { located: 0, ambiguous: 0, missing: 0 };
  const located: LocatedQuote[] = [];
  for (const quote of quotes) {
    const found = locateQuote(finder, id, quote, nth);
    counts[found.state] += 1;
    located.push(found);
    await new Promise((resume) => setImmediate(resume));
    if (performance.now() - begun > deadlineMs) throw stopped(quotes.length, deadlineMs);
  }
  return {
    sourceId: id,
    contentLength: text.length,
    contentSha256: text.sha256,
    sameContent: contentSha256 === null ? null : contentSha256 === text.sha256,
    counts,
    quotes: located,
  };
}

/** Returns the state of one quote, with its place, its places or the nearest passage. */
function locateQuote(finder: QuoteFinder, sourceId: string, quote: string, nth?: number): LocatedQuote {
  const places = finder.placesOf(quote);
  const chosen = nth === undefined ? undefined : places[nth - 1];
  const [first] = chosen === undefined ? places : [chosen];
  const none = { quote, found: null, candidates: [], nearest: null, hint: null };
  if (first === undefined) {
    return { ...none, state: 'missing', nearest: nearestIn(finder, quote), hint: missingHint };
  }
  if (places.length === 1 || chosen !== undefined)
    return { ...none, state: 'located', found: placeIn(finder, sourceId, first) };
  const listed = places.slice(0, limits.candidatesListedMax);
  return {
    ...none,
    state: 'ambiguous',
    candidates: listed.map((place) => placeIn(finder, sourceId, place)),
    hint: `It stands at ${countText(places)} places: give more words, or choose one of them.`,
  };
}

const missingHint =
  'Give the words as they stand in the text; only spaces, line ends and quotation marks may be of other kinds.';

function placeIn(finder: QuoteFinder, sourceId: string, place: Span): QuotePlace {
  return { locator: { sourceId, ...finder.locatorAt(place) }, ...finder.surroundingsOf(place) };
}

function nearestIn(finder: QuoteFinder, quote: string): LocatedQuote['nearest'] {
  const nearest = finder.nearestTo(quote);
  if (nearest === null) return null;
  const { line } = finder.surroundingsOf(nearest);
  return { ...nearest, line, text: finder.text.slice(nearest.start, nearest.end) };
}

function stopped(count: number, deadlineMs: number): ClaimlineError {
  const detail = `The search for ${count} quotes took longer than ${deadlineMs} ms: send fewer, or use claimline locate, which has no time limit.`;
  return new ClaimlineError('deadline_exceeded', detail);
}
