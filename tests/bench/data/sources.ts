import type { SourceInput } from '../../../src/domain/source.ts';
import type { Cast } from './actors.ts';
import { at, type Random, weights } from './random.ts';
import { firstEventAfter, type Shape, streams } from './shape.ts';
import { dayOfShare, days, isoDay } from './times.ts';
import { capital, phrase } from './words.ts';

const types = weights({
  article: 50,
  post: 20,
  report: 8,
  statement: 8,
  video: 6,
  broadcast: 4,
  interview: 3,
  image: 1,
});
const languages = ['en', 'en', 'en', 'uk', 'ru', 'ar', 'fr', 'es', 'tr', 'zh', 'sw'];
const derivations = ['syndicated_copy', 'quotation', 'translation', 'revision'] as const;

export const sourceIdAt = (index: number) => `doc-${index}`;

/** Length of a source's text in code points: from a post to a long report. */
export function lengthOf(random: Random, shape: Shape, index: number): number {
  random.begin(shape.seed, streams.source, index);
  return Math.floor(400 * 100 ** random.next());
}

export function sourceAt(random: Random, shape: Shape, cast: Cast, index: number): SourceInput {
  const contentLength = lengthOf(random, shape, index);
  const day = Math.min(days - 1, dayOfShare(firstEventAfter(index) / shape.events) + random.below(10));
  const id = sourceIdAt(index);
  const source: SourceInput = {
    id,
    type: random.weighted(types),
    title: capital(phrase(random, random.between(5, 11))),
    publisherId: cast.publisher(random).id,
    url: `https://news.example/${id}`,
    lang: random.pick(languages),
    contentSha256: random.hex(64),
    contentLength,
  };
  if (random.chance(0.95)) source.publishedAt = { edtf: isoDay(day) };
  if (random.chance(0.6)) source.retrievedAt = `${isoDay(day + random.below(30))}T12:00:00Z`;
  if (index > 0 && random.chance(0.1)) {
    const origin = Math.max(0, index - 1 - random.below(200));
    source.derivedFrom = [{ kind: at(derivations, random.zipf(4)), sourceId: sourceIdAt(origin) }];
  }
  return source;
}
