import { type Expression, expressionBuilder } from 'kysely';
import type { Claim } from '../../domain/claim.ts';
import { parsedStored } from '../../domain/errors.ts';
import {
  type ActorPosition,
  currentPositionOf,
  type PartyPositions,
  type PropositionSummary,
  positionClaim,
} from '../../domain/position.ts';
import type { ActorPositionsQuery, PageRequest, PartyPositionsQuery } from '../../domain/query.ts';
import type { Page } from '../../domain/store.ts';
import { claimsOn } from '../claim.ts';
import type { Dialect, Sql } from '../engine.ts';
import { conditionsOf, type FilterValues, valuesOf } from '../filters.ts';
import { pageOf, sortKey } from '../keyset.ts';
import { type Program, rowsOf } from '../program.ts';
import type { Tables } from '../schema.ts';
import { composed } from '../shape.ts';
import { propositionList, propositionPage } from './list.ts';

/** Pages of positions: one record per proposition, with the claims on it in order of time. */

/** The propositions that an actor has made claims on, each with the time of the first one. */
const claimedPropositions = (sql: Sql, actorId: string | Expression<string>) =>
  sql
    .selectFrom('claim')
    .select((eb) => ['proposition_key', eb.fn.min<number>('starts_s').as('first_s')])
    .where('claimant_id', '=', actorId)
    .groupBy('proposition_key');

const claimedPage = composed<
  null,
  { actorId: string; filter: FilterValues; after: readonly [number, string] | undefined; take: number },
  { first_s: number; key: string; body: string }
>((dialect, _shape, { actorId, filter, after, take }) => {
  const eb = expressionBuilder<Tables, 'proposition'>();
  const page = dialect.sql
    .selectFrom(claimedPropositions(dialect.sql, actorId).as('claimed'))
    .innerJoin('proposition', 'proposition.key', 'claimed.proposition_key')
    .select(['claimed.first_s', 'proposition.key', 'proposition.body'])
    .where(eb.and(conditionsOf(propositionList, dialect, filter)))
    .orderBy('claimed.first_s')
    .orderBy('proposition.key')
    .limit(take);
  if (after === undefined) return page;
  return page.where((own) =>
    own(own.refTuple('claimed.first_s', 'proposition.key'), '>', own.tuple(after[0], after[1])),
  );
});

/** Lists the positions of one actor, by the time of its first claim on each proposition. */
export function* listActorPositions(
  dialect: Dialect,
  { claimedBy, ...conditions }: ActorPositionsQuery,
  page: PageRequest,
): Program<Page> {
  const [actorId] = claimedBy;
  const after = page.after === undefined ? undefined : sortKey(page.after, ['number', 'string']);
  const filter = valuesOf(propositionList, dialect, conditions);
  const rows = yield* rowsOf(claimedPage(dialect, null, { actorId, filter, after, take: page.limit + 1 }));
  const positions = yield* withClaims(
    dialect,
    rows,
    page,
    claimedBy,
    (proposition, claims): ActorPosition => {
      return { proposition, ...positionIn(claims) };
    },
  );
  return pageOf(positions, page.limit, (row) => [row.first_s, row.key]);
}

/** Lists the positions of several actors side by side, in the order of `listPropositions`. */
export function* listPartyPositions(
  dialect: Dialect,
  query: PartyPositionsQuery,
  page: PageRequest,
): Program<Page> {
  const parties = [...new Set(query.claimedBy)];
  const rows = yield* propositionPage(dialect, query, page);
  const positions = yield* withClaims(dialect, rows, page, parties, (proposition, claims): PartyPositions => {
    const byActor = Map.groupBy(claims, (claim) => claim.claimantId);
    const taken = parties.flatMap((actorId) => {
      const own = byActor.get(actorId);
      return own === undefined ? [] : [{ actorId, ...positionIn(own) }];
    });
    return { proposition, positions: taken };
  });
  return pageOf(positions, page.limit, (row) => [row.claim_count, row.key]);
}

const positionIn = (own: readonly Claim[]) => ({
  position: currentPositionOf(own),
  claims: own.map(positionClaim),
});

/** Replaces the body of each proposition of a page by a record made of it and of the claims of these actors on it. */
function* withClaims<Row extends { key: string; body: string }>(
  dialect: Dialect,
  rows: readonly Row[],
  { limit }: PageRequest,
  claimantIds: readonly string[],
  recordOf: (proposition: PropositionSummary, claims: readonly Claim[]) => object,
): Program<Row[]> {
  const bodies = yield* claimsOn(
    dialect,
    rows.slice(0, limit).map(({ key }) => key),
    claimantIds,
  );
  // The store rendered the bodies from checked records, so they are not checked again.
  const claims = bodies.map((body) => parsedStored<Claim>(body));
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  return rows.map((row, index) => {
    // The row after the page only tells that there is one.
    if (index >= limit) return row;
    const record = recordOf(parsedStored(row.body), byKey.get(row.key) ?? []);
    return { ...row, body: JSON.stringify(record) };
  });
}
