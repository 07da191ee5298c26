import { fileReason, gathered } from '../actions/bounded-read.ts';
import { locateQuotes } from '../domain/anchoring/locate-quotes.ts';
import { countText, QuoteFinder } from '../domain/anchoring/quote-finder.ts';
import { SourceText } from '../domain/anchoring/source-text.ts';
import { limits } from '../domain/limits.ts';
import { idExpectation, idPattern } from '../domain/primitives.ts';
import type { LocatedQuote, QuotePlace, SourceLocators } from '../domain/source-locators.ts';
import { utf8Of } from '../domain/text-encoding.ts';
import type { CommonOptions } from './command.ts';
import type { Context } from './context.ts';
import { type ExitCode, exitCodes } from './exit-codes.ts';
import { CliError } from './failure.ts';
import { readInput } from './files.ts';

export type LocateOptions = CommonOptions & { source: string; encoding?: string; nth?: string };

/** Locates quotes in a text and prints their locators. */
export async function runLocate(
  file: string,
  given: readonly string[],
  options: LocateOptions,
  { surroundings, terminal }: Context,
): Promise<ExitCode> {
  const { source, encoding, nth } = options;
  if (!idPattern.test(source)) {
    throw new CliError('invalid_usage', `--source ${idExpectation}; got ${JSON.stringify(source)}.`);
  }
  const quotes = await quotesOf(given, surroundings.stdin);
  const place = nth === undefined ? undefined : nthOf(nth, quotes);
  const text = new SourceText(utf8Of(await readInput(file, limits.sourceTextMaxBytes), encoding));
  if (place !== undefined) refuseAbsent(place, text, quotes);
  terminal.phase(`Looking for ${quotes.length === 1 ? 'the quote' : `${quotes.length} quotes`} in ${file}`);
  const found = await locateQuotes({ id: source, contentSha256: null }, text, quotes, { nth: place });
  if (options.json) await terminal.json(found);
  else await terminal.lines([...found.quotes.flatMap(linesOf), ...sourceLines(found, file)]);
  return found.counts.located === quotes.length ? exitCodes.ok : exitCodes.failed;
}

/** Returns the quotes of the arguments; for `-`, those of standard input, without blank lines. */
async function quotesOf(given: readonly string[], stdin: AsyncIterable<Buffer>): Promise<string[]> {
  if (!given.includes('-')) {
    if (given.some((quote) => quote.trim() === '')) throw new CliError('invalid_usage', 'A quote is empty.');
    return [...given];
  }
  if (given.length > 1) {
    const message = 'Give quotes as arguments or, with - alone, on standard input: not both.';
    throw new CliError('invalid_usage', message);
  }
  const text = new TextDecoder().decode(utf8Of(await readQuotes(stdin)));
  const quotes = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '');
  if (quotes.length > 0) return quotes;
  throw new CliError('invalid_usage', 'There are no quotes on standard input: write one on each line.');
}

async function readQuotes(stdin: AsyncIterable<Buffer>): Promise<Buffer> {
  try {
    return await gathered(stdin, limits.importLineMaxBytes);
  } catch (error) {
    throw new CliError('unreadable_file', `Cannot read the quotes: ${fileReason(error)}.`, error);
  }
}

function nthOf(nth: string, quotes: readonly string[]): number {
  if (!/^[1-9]\d{0,5}$/.test(nth)) {
    const message = `--nth must be the number of a place, counted from 1; got ${JSON.stringify(nth)}.`;
    throw new CliError('invalid_usage', message);
  }
  if (quotes.length > 1) throw new CliError('invalid_usage', '--nth works with one quote only.');
  return Number(nth);
}

/** Refuses a place beyond the last one where the quote stands. A quote that stands nowhere is reported as missing. */
function refuseAbsent(place: number, text: SourceText, quotes: readonly string[]): void {
  const places = quotes.flatMap((quote) => new QuoteFinder(text).placesOf(quote));
  if (places.length === 0 || place <= places.length) return;
  const message = `--nth is ${place}, but the number of places of the quote is ${countText(places)}: give ${places.length === 1 ? 1 : `1 to ${places.length}`}.`;
  throw new CliError('invalid_usage', message);
}

function linesOf(located: LocatedQuote): string[] {
  const { quote, state, found, candidates, nearest, hint } = located;
  const named = JSON.stringify(quote);
  if (found !== null) {
    const { locator, line } = found;
    return [`${named}: line ${line}, paragraph ${locator.paragraph}`, JSON.stringify(locator), ''];
  }
  const near =
    nearest === null ? [] : [`  nearest, on line ${nearest.line}: ${JSON.stringify(nearest.text)}`];
  const places = candidates.map(
    (place, index) =>
      `  ${index + 1}: line ${place.line}, paragraph ${place.locator.paragraph}, ${shown(quote, place)}`,
  );
  const choice = state === 'ambiguous' ? [`  for example --nth ${candidates.length}`] : [];
  return [`${named}: ${state}. ${hint ?? ''}`.trimEnd(), ...near, ...places, ...choice, ''];
}

/** Shows a place by the words around it, on one line. */
const shown = (quote: string, { before, after }: QuotePlace): string =>
  `…${before}[${quote}]${after}…`.replaceAll(/\s+/g, ' ');

function sourceLines({ sourceId, contentSha256, contentLength }: SourceLocators, file: string): string[] {
  return [
    `For the record of the source ${sourceId}, of the text in ${file}:`,
    JSON.stringify({ contentSha256, contentLength }),
  ];
}
