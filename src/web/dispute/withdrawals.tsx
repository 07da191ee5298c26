import { type ComponentChildren, createContext } from 'preact';
import { useContext } from 'preact/hooks';
import { RecordLink } from '../parts/record-link.tsx';
import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import type { Claim } from '../state/schemas.ts';
import { timeWords } from '../time/words.ts';

/** Tells by which later claim, and when, a claim was taken back or replaced. */

type Withdrawal = { claimId: string; madeAt: Claim['madeAt']; replaces: boolean };

const Known = createContext<ReadonlyMap<string, Withdrawal>>(new Map());

/** Most ids that one request names. */
const mostIds = 50;

/** Finds the later claims that took back the withdrawn ones among `claims`, for the components inside. */
export function Withdrawals({
  claims,
  children,
}: {
  claims: readonly { id: string; actorId: string; withdrawn: boolean }[];
  children: ComponentChildren;
}) {
  const withdrawn = new Map(claims.flatMap((each) => (each.withdrawn ? [[each.id, each.actorId]] : [])));
  const ids = [...withdrawn.keys()];
  const { value } = useResource(ids.length === 0 ? undefined : ['withdrawals', ids], async (signal) => {
    const batches = ids.flatMap((_, at) => (at % mostIds === 0 ? [ids.slice(at, at + mostIds)] : []));
    const pages = await Promise.all(
      batches.map((relatesTo) => claimline.listClaims({ relatesTo, limit: 200, signal })),
    );
    return new Map(
      pages.flatMap(({ data }) =>
        data.flatMap(({ id, claimantId, madeAt, relations }) =>
          relations
            .filter(
              ({ type, claimId }) =>
                (type === 'retracts' || type === 'corrects') && withdrawn.get(claimId) === claimantId,
            )
            .map(({ type, claimId }) => [claimId, { claimId: id, madeAt, replaces: type === 'corrects' }]),
        ),
      ),
    );
  });
  return <Known.Provider value={value ?? new Map()}>{children}</Known.Provider>;
}

/** Says that a claim was taken back or replaced, on which day, and links to the claim that did it. */
export function TakenBack({ claimId }: { claimId: string }) {
  const later = useContext(Known).get(claimId);
  if (later === undefined) return <>taken back</>;
  return (
    <>
      {later.replaces ? 'replaced' : 'taken back'}{' '}
      <RecordLink kind="claim" id={later.claimId}>
        {later.madeAt === null ? 'later, on a day not known' : timeWords(later.madeAt)}
      </RecordLink>
    </>
  );
}
