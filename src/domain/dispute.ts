import { z } from 'zod';
import { takesPosition } from './assessment.ts';
import { Claim, carriersOf, Polarity } from './claim.ts';
import { independentCount, type SourceTree } from './independence.ts';
import { limits } from './limits.ts';
import {
  DisputeReason,
  holdersOf,
  independentSources,
  type Opposition,
  PositionHolder,
  PositionSummary,
  PropositionSummary,
} from './position.ts';
import { idOf, wholeNumber } from './primitives.ts';
import { propositionKey } from './proposition.ts';

/**
 * Declares disputes as the API returns them. A dispute is one or more contested propositions that are connected by
 * oppositions. An opposition is between two propositions: others of the same dispute may well be true together.
 */

const keyText = '32 lower-case hex digits';

const DisputedProposition = PropositionSummary.pick({
  key: true,
  subject: true,
  predicate: true,
  object: true,
  text: true,
  functional: true,
}).meta({ id: 'DisputedProposition', description: 'A proposition of a dispute.' });

const DisputeSide = z
  .strictObject({
    propositionKey: propositionKey(),
    ...PositionSummary.shape,
    holders: z.array(PositionHolder).meta({
      description:
        'Actors who hold the position, the earliest first; empty if all have withdrawn it. They and their claims are ' +
        'those of `history`; the numbers count all claims.',
    }),
    withdrawn: z
      .array(PositionHolder)
      .meta({ description: 'Actors who have withdrawn claims that took the position, with these claims.' }),
  })
  .meta({
    id: 'DisputeSide',
    description:
      'A side of a dispute: one position on one of its propositions, with the claims that took it before.',
  });

const DisputeEntry = z
  .strictObject({
    claimId: idOf('the claim'),
    actorId: idOf('the claimant'),
    propositionKey: propositionKey(),
    ...Claim.pick({ act: true, polarity: true, certainty: true, withdrawn: true, madeAt: true }).shape,
  })
  .meta({ id: 'DisputeEntry', description: 'One claim in the history of a dispute.' });

const DisputeOpposition = z
  .strictObject({
    propositionKey: propositionKey(),
    otherKey: propositionKey().meta({ description: `Key of the other proposition: ${keyText}.` }),
    reason: DisputeReason,
  })
  .meta({
    id: 'DisputeOpposition',
    description:
      'An opposition: two propositions of a dispute that cannot both be true. Each pair is listed once per reason.',
  });

export const Dispute = z
  .strictObject({
    id: propositionKey().meta({
      description:
        `Id of the dispute: the smallest key of its propositions, ${keyText}. It changes when a proposition with a ` +
        'smaller key joins, or this one leaves.',
    }),
    reasons: z.array(DisputeReason).meta({ description: 'Reasons why its propositions are contested.' }),
    eventIds: z
      .array(idOf('an event'))
      .meta({ description: 'Ids of the events that its claims are about, in alphabetical order.' }),
    propositions: z.array(DisputedProposition).meta({
      description: `Its propositions, those with the most claims first; at most ${limits.disputePropositionsMax}.`,
    }),
    sides: z.array(DisputeSide).meta({
      description:
        'Its sides, in the order of its propositions. A side that everybody has withdrawn has no `holders`.',
    }),
    history: z.array(DisputeEntry).meta({
      description:
        'The claims on its propositions in order of time; claims without a known time come last. At most ' +
        `${limits.disputeClaimsMax}: of more, the earliest of each side.`,
    }),
    oppositions: z.array(DisputeOpposition).meta({
      description:
        'The oppositions between its propositions: two that cannot both be true. Two propositions that are not listed ' +
        'together may both be true. Empty if the dispute is about one proposition, which is both affirmed and denied. ' +
        `At most ${limits.disputeOppositionsMax}: of more, those between the propositions with the most claims.`,
    }),
    oppositionCount: wholeNumber('Number of all oppositions between the listed propositions.'),
    claimCount: wholeNumber('Number of claims on all of its propositions, including withdrawn ones.'),
    propositionCount: wholeNumber('Number of all of its propositions.'),
    complete: z.boolean().meta({
      description:
        'False if `propositions`, `history` or `oppositions` leave something out because the dispute is too large. ' +
        '`sides`, `reasons`, `eventIds` and `independentSources` then cover only what is listed.',
    }),
    independentSources: independentSources(' of all sides together'),
  })
  .meta({
    id: 'Dispute',
    description:
      'One or more contested propositions, connected by oppositions: a proposition that is both affirmed and denied, or ' +
      'propositions of which each opposes another one, through values of which only one can be true or through ' +
      'contradicting claims. Not every two of its propositions exclude each other.',
  });
export type Dispute = z.infer<typeof Dispute>;

const PropositionText = PropositionSummary.pick({ key: true, text: true }).meta({
  id: 'PropositionText',
  description: 'A proposition in words, with its key.',
});

export const DisputeSummary = z
  .strictObject({
    id: Dispute.shape.id,
    reasons: Dispute.shape.reasons,
    propositions: z.array(PropositionText).meta({
      description: `Its propositions in words, those with the most claims first; at most ${limits.disputePropositionsMax}.`,
    }),
    claimCount: Dispute.shape.claimCount,
    propositionCount: Dispute.shape.propositionCount,
  })
  .meta({
    id: 'DisputeSummary',
    description: 'A dispute with its propositions in words, without its sides.',
  });
export type DisputeSummary = z.infer<typeof DisputeSummary>;

/** Returns the reasons of these propositions, each once. */
export function reasonsOf(propositions: readonly PropositionSummary[]): DisputeReason[] {
  const given = new Set<string>(propositions.flatMap(({ disputeReasons }) => disputeReasons));
  return DisputeReason.options.filter((reason) => given.has(reason));
}

/** The propositions of a dispute, as far as a response gives them, with what is said on them. */
export type DisputeParts = {
  id: string;
  propositionCount: number;
  claimCount: number;
  propositions: readonly PropositionSummary[];
  /** In order of time; at most `limits.disputeClaimsMax`. */
  claims: readonly Claim[];
  /** All between these propositions, each pair once. */
  oppositions: readonly Opposition[];
  tree: SourceTree;
};

/** Makes the dispute of its parts. */
export function disputeOf(parts: DisputeParts): Dispute {
  const { id, propositionCount, claimCount, propositions, claims, oppositions, tree } = parts;
  const byKey = Map.groupBy(claims, (claim) => claim.proposition.key);
  const listed = foremost(oppositions, propositions);
  return {
    id,
    reasons: reasonsOf(propositions),
    eventIds: [...new Set(claims.flatMap(({ eventIds }) => eventIds))].sort(),
    propositions: propositions.map(({ key, subject, predicate, object, text, functional }) => {
      return { key, subject, predicate, object, text, functional };
    }),
    sides: propositions.flatMap((proposition) => sidesOf(proposition, byKey.get(proposition.key) ?? [])),
    history: claims.map(entryOf),
    oppositions: listed.map(({ key, otherKey, reason }) => ({ propositionKey: key, otherKey, reason })),
    oppositionCount: oppositions.length,
    claimCount,
    propositionCount,
    complete:
      propositions.length === propositionCount &&
      claims.length === claimCount &&
      listed.length === oppositions.length,
    independentSources: independentCount(claims.filter(takesPosition).flatMap(carriersOf), tree),
  };
}

/** Returns as many oppositions as a response gives: of more, those between the first propositions. */
function foremost(
  oppositions: readonly Opposition[],
  propositions: readonly PropositionSummary[],
): readonly Opposition[] {
  if (oppositions.length <= limits.disputeOppositionsMax) return oppositions;
  const places = new Map(propositions.map(({ key }, place) => [key, place]));
  const later = ({ key, otherKey }: Opposition) => Math.max(places.get(key) ?? 0, places.get(otherKey) ?? 0);
  return oppositions
    .toSorted((one, other) => later(one) - later(other))
    .slice(0, limits.disputeOppositionsMax);
}

/** The numbers of a side count all of its claims, of which not all may be given. */
function sidesOf({ key, positions }: PropositionSummary, claims: readonly Claim[]): Dispute['sides'] {
  return Polarity.options.flatMap((polarity) => {
    const own = claims.filter((claim) => claim.polarity === polarity);
    const holders = holdersOf(own.filter(takesPosition));
    const withdrawn = holdersOf(own.filter((claim) => claim.withdrawn));
    if (holders.length === 0 && withdrawn.length === 0) return [];
    const counts = positions.find((position) => position.polarity === polarity);
    const none = { polarity, claimCount: 0, claimantCount: 0, independentSources: 0 };
    return { propositionKey: key, ...(counts ?? none), holders, withdrawn };
  });
}

const entryOf = (claim: Claim): Dispute['history'][number] => ({
  claimId: claim.id,
  actorId: claim.claimantId,
  act: claim.act,
  polarity: claim.polarity,
  propositionKey: claim.proposition.key,
  certainty: claim.certainty,
  withdrawn: claim.withdrawn,
  madeAt: claim.madeAt,
});
