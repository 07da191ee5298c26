import { countText, type QuoteFinder, type Span } from '../domain/anchoring/quote-finder.ts';
import type { ClaimInput } from '../domain/claim.ts';
import { EvidenceInput, isQuoteAlone } from '../domain/evidence.ts';
import { limits } from '../domain/limits.ts';
import { suggestion } from '../domain/nearest.ts';
import { SourceInput } from '../domain/source.ts';
import type { Store } from '../domain/store.ts';
import type { RecordFault } from '../formats/check-record.ts';
import { type Candidate, quoteText } from './import-checks.ts';
import type { SourceTexts } from './source-texts.ts';

/**
 * Turns quotes in evidence into locators before anything is stored, with the texts of their sources. Sources with a text
 * get its hash and length, so that everyone can tell whether a copy is the same text.
 */

/** The members of a source that its quotes need. */
type QuotedSource = Pick<SourceInput, 'quoting' | 'contentSha256'>;

/** A record with locators, or with the faults that its quotes or its text have. */
export type LocatedRecord<C extends Candidate> = { located: C; faults: RecordFault[] };

type Found<R> = { record: R; faults: RecordFault[] };

export class EvidenceLocator {
  readonly #texts: SourceTexts;
  readonly #store: Store;
  /** The sources of the input. */
  readonly #given = new Map<string, QuotedSource>();

  readonly #leavesUnknown: boolean;

  /** With `leavesUnknown`, quotes of unknown sources are left as they are: another check reports such sources. */
  constructor(texts: SourceTexts, store: Store, { leavesUnknown = false } = {}) {
    this.#texts = texts;
    this.#store = store;
    this.#leavesUnknown = leavesUnknown;
  }

  /** Returns records with locators for their quotes. Sources must come before the claims that quote them. */
  async locate<C extends Candidate>(records: readonly C[]): Promise<LocatedRecord<C>[]> {
    const stored = await this.#stored(records);
    const located: LocatedRecord<C>[] = [];
    for (const candidate of records) {
      const { record, faults } = await this.#located(candidate, stored);
      // The record has the kind of the one that it was made from.
      located.push({ located: { ...candidate, record } as C, faults });
    }
    return located;
  }

  async #located(candidate: Candidate, stored: ReadonlyMap<string, QuotedSource>): Promise<Found<object>> {
    if (candidate.kind === 'source') return this.#describe(candidate.record);
    if (candidate.kind === 'claim') return this.#locateIn(candidate.record, stored);
    return { record: candidate.record, faults: [] };
  }

  async #stored(records: readonly Candidate[]): Promise<Map<string, QuotedSource>> {
    const ids = new Set(
      records.flatMap(({ kind, record }) =>
        kind === 'claim' ? (record.evidence ?? []).filter(isQuoteAlone).map(({ sourceId }) => sourceId) : [],
      ),
    );
    const held = ids.size === 0 ? new Map() : await this.#store.current('source', [...ids]);
    return new Map([...held].map(([id, { record }]) => [id, record]));
  }

  /** Adds the hash and length of its text to a source, or reports that it has others. */
  async #describe(record: SourceInput): Promise<Found<SourceInput>> {
    this.#given.set(record.id, { quoting: record.quoting });
    if (!this.#texts.has(record.id)) return { record, faults: [] };
    const path = this.#texts.pathOf(record.id);
    const text = await this.#texts.read(record.id);
    if ('fault' in text) {
      return { record, faults: [{ path: ['id'], detail: `has the text ${path}, but ${text.fault}` }] };
    }
    const { sha256: contentSha256, length: contentLength } = text.finder.text;
    const faults = Object.entries({ contentSha256, contentLength }).flatMap(
      ([member, own]): RecordFault[] => {
        const given = record[member as 'contentSha256' | 'contentLength'];
        const detail = `is not that of the text ${path}, which is ${own}`;
        return given === undefined || given === own ? [] : [{ path: [member], detail }];
      },
    );
    const described = SourceInput.parse({ ...record, contentSha256, contentLength });
    // Also with faults: the evidence is then checked against the text that is there.
    return { record: described, faults };
  }

  async #locateIn(record: ClaimInput, stored: ReadonlyMap<string, QuotedSource>): Promise<Found<ClaimInput>> {
    const { evidence = [] } = record;
    if (!evidence.some(isQuoteAlone)) return { record, faults: [] };
    const faults: RecordFault[] = [];
    const located: EvidenceInput[] = [];
    for (const [index, one] of evidence.entries()) {
      const found = isQuoteAlone(one) ? await this.#locatorOf(one, stored) : one;
      if (typeof found === 'string') faults.push({ path: ['evidence', index, 'quote'], detail: found });
      else located.push(found);
    }
    return { record: faults.length > 0 ? record : { ...record, evidence: located }, faults };
  }

  /** Returns evidence with a place, or the reason why it has none. */
  async #locatorOf(
    evidence: EvidenceInput & { quote: string },
    stored: ReadonlyMap<string, QuotedSource>,
  ): Promise<EvidenceInput | string> {
    const { sourceId } = evidence;
    const path = this.#texts.pathOf(sourceId);
    const of = quoteText(evidence);
    const source = this.#given.get(sourceId) ?? stored.get(sourceId);
    if (source === undefined) {
      return this.#leavesUnknown
        ? evidence
        : `${of} needs the source, which is neither in the database nor before this record${suggestion(sourceId, [...this.#given.keys()])}: put sources first`;
    }
    if (!this.#texts.has(sourceId)) {
      return `${of} needs its text: there is no file ${path}; save the text there, or name another directory with --texts`;
    }
    const text = await this.#texts.read(sourceId);
    if ('fault' in text) return `${of} cannot be located in ${path}: ${text.fault}`;
    const { finder } = text;
    const { contentSha256 = finder.text.sha256 } = source;
    if (contentSha256 !== finder.text.sha256) {
      return `${of} cannot be located in ${path}: the source has the SHA-256 of another text; use that text, or import the source again with --texts`;
    }
    const places = finder.placesOf(evidence.quote);
    const chosen = chosenOf(finder, places, evidence.paragraph);
    const [place] = chosen;
    if (place === undefined || chosen.length > 1) {
      return `${of} ${faultOf(finder, evidence, { places, chosen }, path)}`;
    }
    return locatedEvidence(finder, evidence, place, source.quoting === true);
  }
}

/** Returns the places of a quote in its paragraph; without one, all its places. */
const chosenOf = (finder: QuoteFinder, places: readonly Span[], paragraph: number | undefined) =>
  places.filter((place) => paragraph === undefined || finder.paragraphOf(place) === paragraph);

function locatedEvidence(
  finder: QuoteFinder,
  evidence: EvidenceInput,
  place: Span,
  isQuoting: boolean,
): EvidenceInput {
  const words = finder.text.slice(place.start, place.end);
  const quote = isQuoting && words.length <= limits.textMaxChars ? words : undefined;
  return EvidenceInput.parse({ ...evidence, ...finder.locatorAt(place), quote });
}

/**
 * Explains why a quote has no place, and names the next step.
 * @param places all places of the quote
 * @param chosen the places in the paragraph that is given
 */
function faultOf(
  finder: QuoteFinder,
  { quote, paragraph }: EvidenceInput & { quote: string },
  { places, chosen }: { places: readonly Span[]; chosen: readonly Span[] },
  path: string,
): string {
  const where = paragraph === undefined ? path : `paragraph ${paragraph} of ${path}`;
  if (chosen.length > 1) return `is ambiguous: ${ambiguityOf(finder, chosen, where)}`;
  if (places.length > 0) {
    return `is not in ${where}: it stands in ${paragraphsOf(finder, places).text}; give that paragraph, or none`;
  }
  const nearest = finder.nearestTo(quote);
  if (nearest === null) return `is not in ${where}: give the words as they stand there`;
  const { line } = finder.surroundingsOf(nearest);
  const words = JSON.stringify(finder.text.slice(nearest.start, nearest.end));
  return `is not in ${where}: the nearest passage, on line ${line}, is ${words}; give the words as they stand there`;
}

function ambiguityOf(finder: QuoteFinder, places: readonly Span[], where: string): string {
  const lines = listed(
    'line',
    places.map((place) => finder.surroundingsOf(place).line),
  );
  const { count, text } = paragraphsOf(finder, places);
  const next = count > 1 ? `, in ${text}; give more words, or its "paragraph"` : '; give more words';
  return `it stands ${countText(places)} times in ${where}, on ${lines.text}${next}`;
}

const paragraphsOf = (finder: QuoteFinder, places: readonly Span[]) =>
  listed(
    'paragraph',
    places.map((place) => finder.paragraphOf(place)),
  );

/** Lists the first numbers of lines or paragraphs, each once: `paragraphs 3, 4`. */
function listed(unit: string, numbers: readonly number[]): { count: number; text: string } {
  const each = [...new Set(numbers)];
  const shown = each.slice(0, limits.candidatesListedMax).join(', ');
  const rest = each.length > limits.candidatesListedMax ? ' …' : '';
  return { count: each.length, text: `${unit}${each.length > 1 ? 's' : ''} ${shown}${rest}` };
}
