import { type Expression, expressionBuilder, type SqlBool } from 'kysely';
import { addressKey } from '../domain/address.ts';
import { sourceFilters } from '../domain/filters/source.ts';
import { type SourceTree, sourceTreeOf } from '../domain/independence.ts';
import type { SourceQuery } from '../domain/query.ts';
import { renderSource } from '../domain/source.ts';
import type { Derivation, Locator, Unlocated } from '../domain/store.ts';
import { noTime } from '../domain/time/fuzzy-time.ts';
import type { ChangeOf, Writing } from './change.ts';
import { computeTimeOnce, readTimeOnce } from './computed.ts';
import type { Sql } from './engine.ts';
import { externalIdRows, isRegistered } from './external-ids.ts';
import { filteredList } from './filtered-list.ts';
import { filtered } from './filters.ts';
import { batchesOf, type Program, rowsOf } from './program.ts';
import { indexText, putRow, putWords, rendered, replaceRows, stampColumns } from './rows.ts';
import type { Tables } from './schema.ts';
import { byIds } from './statement.ts';
import { timeColumns } from './timeline.ts';

/** Sources: their rows, their list, what came from what, and the locators into them. */

export function* writeSource(writing: Writing, change: ChangeOf<'source'>): Program<void> {
  const { record: input, stamps, held } = change;
  const published = input.publishedAt && computeTimeOnce(input.publishedAt);
  const bounds = timeColumns(published?.keys ?? noTime);
  const seq = yield* writing.sequence.place('source', bounds.starts_s, held);
  const columns = {
    seq,
    ...stampColumns(stamps),
    type: input.type,
    title: input.title ?? null,
    publisher_id: input.publisherId ?? null,
    // Addresses are compared by their keys; the record itself keeps them as written.
    url: input.url === undefined ? null : addressKey(input.url),
    archived_url: input.archivedUrl === undefined ? null : addressKey(input.archivedUrl),
    lang: input.lang ?? null,
    published_edtf: published?.fuzzy.edtf ?? null,
    ...bounds,
    retrieved_at: input.retrievedAt ?? null,
    content_sha256: input.contentSha256 ?? null,
    content_length: input.contentLength ?? null,
    rights: input.rights ?? null,
    quoting: Number(input.quoting ?? false),
    notes: input.notes ?? null,
    ...rendered(renderSource(input, stamps, readTimeOnce)),
  };
  yield* putRow(writing, 'source', input.id, columns, held);
  yield* putWords(writing, 'source', held, seq, [indexText([input.title]), indexText(input.authors ?? [])]);
  const derivations = (input.derivedFrom ?? []).map(({ kind, sourceId }, position) => {
    return { source_id: input.id, position, kind, origin_id: sourceId };
  });
  const owner = { source_id: input.id };
  const authors = (input.authors ?? []).map((name, position) => ({ ...owner, position, name }));
  yield* replaceRows(writing, 'source_author', change, authors);
  yield* replaceRows(writing, 'source_derivation', change, derivations);
  yield* replaceRows(writing, 'source_external_id', change, externalIdRows(owner, input));
}

/** Returns the condition that a source, or an archived copy of it, is at one of these addresses. */
function isAt(addresses: readonly Expression<string>[]): Expression<SqlBool> {
  const eb = expressionBuilder<Tables, 'source'>();
  return eb.or([eb('source.url', 'in', addresses), eb('source.archived_url', 'in', addresses)]);
}

export const sourceList = filtered('source', sourceFilters, {
  type: { column: 'type' },
  publisherId: { column: 'publisher_id', ordered: true },
  datasetId: { column: 'dataset_id', ordered: true },
  externalId: { condition: (references) => isRegistered('source', references) },
  url: { condition: isAt, compared: addressKey },
  lang: { column: 'lang' },
});

export const listSources = filteredList<SourceQuery>(sourceList);

const ancestry = byIds((sql, sourceIds) =>
  sql
    .withRecursive('ancestry', (db) =>
      db
        .selectFrom('source_derivation')
        .select(['source_id', 'origin_id'])
        .where('source_id', 'in', sourceIds)
        // `union` without `all` ends the walk where sources came from each other in a circle.
        .union((walk) =>
          walk
            .selectFrom('ancestry')
            .innerJoin('source_derivation as next', 'next.source_id', 'ancestry.origin_id')
            .select(['next.source_id', 'next.origin_id']),
        ),
    )
    .selectFrom('ancestry')
    .select(['ancestry.source_id as sourceId', 'ancestry.origin_id as originId']),
);

/** For each of these sources, all that it came from, through any number of steps. */
export function* derivationsOf(sql: Sql, sourceIds: readonly string[]): Program<Derivation[]> {
  // What lies behind sources of different batches is found more than once.
  const rows = yield* ancestry(sql, sourceIds);
  return [...new Map(rows.map((row) => [`${row.sourceId} ${row.originId}`, row])).values()];
}

/** Returns the tree of these sources: their origins, the origins of those, and so on. */
export function* treeOf(sql: Sql, sourceIds: readonly string[]): Program<SourceTree> {
  return sourceTreeOf(yield* derivationsOf(sql, [...new Set(sourceIds)]));
}

/** The sources that came from one of these, through any number of steps, and these themselves. */
export function* withDescendants(sql: Sql, sourceIds: readonly string[]): Program<string[]> {
  const found = new Set(sourceIds);
  let pending = [...found];
  while (pending.length > 0) {
    const next: string[] = [];
    for (const batch of batchesOf(pending)) {
      const rows = yield* rowsOf(
        sql.selectFrom('source_derivation').select('source_id').where('origin_id', 'in', batch),
      );
      for (const { source_id } of rows) if (!found.has(source_id)) next.push(source_id);
    }
    for (const id of next) found.add(id);
    pending = next;
  }
  return [...found];
}

export function* unlocatedIn(sql: Sql, sourceId: string): Program<Unlocated[]> {
  return yield* rowsOf(
    sql
      .selectFrom('evidence')
      .select(['claim_id as claimId', 'position', 'fragment', 'paragraph'])
      .where('source_id', '=', sourceId)
      .where('start_offset', 'is', null)
      .orderBy('claim_id')
      .orderBy('position'),
  );
}

export function* locatorsOf(sql: Sql, sourceId: string): Program<Locator[]> {
  return yield* rowsOf(
    sql
      .selectFrom('evidence')
      .select([
        'claim_id as claimId',
        'position',
        'start_offset as start',
        'end_offset as end',
        'quote_sha256 as quoteSha256',
        'quote_fingerprint as quoteFingerprint',
        'prefix_sha256 as prefixSha256',
        'suffix_sha256 as suffixSha256',
        'plain_sha256 as plainSha256',
        'plain_length as plainLength',
        'paragraph',
      ])
      .where('source_id', '=', sourceId)
      .where('start_offset', 'is not', null)
      // Its other members stand with it: the table's check sees to that.
      .$narrowType<{ start: number; end: number; quoteSha256: string }>()
      .orderBy('claim_id')
      .orderBy('position'),
  );
}
