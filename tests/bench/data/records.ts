import type { RecordKind } from '../../../src/domain/kinds.ts';
import type { WrittenRecords } from '../../../src/domain/records.ts';
import { Cast } from './actors.ts';
import { claimsAbout } from './claims.ts';
import { dayOf, eventAt } from './events.ts';
import { Random } from './random.ts';
import { datasetId, firstEventAfter, type Shape, sourceCountOf } from './shape.ts';
import { sourceAt } from './sources.ts';

export type MadeRecord = { [K in RecordKind]: { kind: K; record: WrittenRecords[K] } }[RecordKind];

/**
 * All records of a dataset, each after those that it refers to: the dataset, its actors, then sources as they are
 * published, and after each source some events with the claims about them. Holds no more than the actors.
 */
export function* recordsOf(shape: Shape): Generator<MadeRecord> {
  yield { kind: 'dataset', record: describe(shape) };
  const cast = new Cast(shape);
  for (const record of cast.actors) yield { kind: 'actor', record };
  const random = new Random();
  const sources = sourceCountOf(shape);
  for (let source = 0; source < sources; source += 1) {
    yield { kind: 'source', record: sourceAt(random, shape, cast, source) };
    const end = Math.min(shape.events, firstEventAfter(source + 1));
    for (let index = firstEventAfter(source); index < end; index += 1) {
      const day = dayOf(random, shape, index);
      const event = eventAt(random, shape, cast, index);
      yield { kind: 'event', record: event };
      for (const record of claimsAbout(random, shape, cast, event, index, day))
        yield { kind: 'claim', record };
    }
  }
}

const describe = ({ events, seed, longShare }: Shape): WrittenRecords['dataset'] => ({
  id: datasetId,
  title: `Made-up events for measuring: ${events}`,
  licence: 'CC0-1.0',
  description: `Nothing in it happened. Seed ${seed}, share of long events ${longShare}.`,
  lang: 'en',
});

/** A record as a line of NDJSON; records after the dataset's own line belong to that dataset. */
export const lineOf = ({ kind, record }: MadeRecord) => `${JSON.stringify({ kind, ...record })}\n`;
