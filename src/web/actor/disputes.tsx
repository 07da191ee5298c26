import { DisputeBlock, DisputeTitle } from '../dispute/dispute-block.tsx';
import { GrowingList } from '../parts/more.tsx';
import { usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';

/** The disputes in which an actor speaks; the first one is open. */

const pageSize = 5;

export function Disputes({ actorId }: { actorId: string }) {
  const list = usePages(`disputes of ${actorId}`, (cursor, signal) =>
    claimline.listDisputes({
      claimedBy: [actorId],
      ...cursor,
      include: ['actors', 'events', 'sources'],
      limit: pageSize,
      signal,
    }),
  );
  if (list.pages?.every(({ data }) => data.length === 0)) return null;
  return (
    <section aria-labelledby="disputes-heading">
      <h3 id="disputes-heading">Disputes</h3>
      <GrowingList list={list} all={`v1/disputes?claimedBy=${actorId}`} none="">
        {(pages) =>
          pages.flatMap(({ data, included }, page) =>
            data.map((dispute, index) => {
              const context = contextOf(included);
              return (
                <details key={dispute.id} class="folded-dispute" open={page === 0 && index === 0}>
                  <summary dir="auto">
                    <span aria-hidden="true">⇄ </span>
                    <DisputeTitle dispute={dispute} names={context} />
                  </summary>
                  <DisputeBlock dispute={dispute} context={context} level={4} />
                  <p class="why">
                    <RecordLink kind="dispute" id={dispute.id}>
                      This dispute
                    </RecordLink>
                  </p>
                </details>
              );
            }),
          )
        }
      </GrowingList>
    </section>
  );
}
