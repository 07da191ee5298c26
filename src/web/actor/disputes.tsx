import { DisputeBlock, DisputeTitle } from '../dispute/dispute-block.tsx';
import { GrowingList } from '../parts/more.tsx';
import { type Paged, usePages } from '../parts/paged.ts';
import { RecordLink } from '../parts/record-link.tsx';
import { claimline } from '../state/api.ts';
import { contextOf } from '../state/records.ts';
import type { Dispute } from '../state/schemas.ts';

/** The disputes in which an actor speaks, and the others that name it. The first one is open. */

const pageSize = 5;
const asked = { include: ['actors' as const, 'events' as const, 'sources' as const], limit: pageSize };

type DisputePages = Paged<Awaited<ReturnType<typeof claimline.listDisputes>>>;

export function Disputes({ actorId }: { actorId: string }) {
  const own = usePages(`disputes of ${actorId}`, (cursor, signal) =>
    claimline.listDisputes({ claimedBy: [actorId], ...cursor, ...asked, signal }),
  );
  const about = usePages(`disputes about ${actorId}`, (cursor, signal) =>
    claimline.listDisputes({ actorId: [actorId], ...cursor, ...asked, signal }),
  );
  const speaksIn = ({ history }: Dispute) => history.some((entry) => entry.actorId === actorId);
  const spoken = own.pages?.some(({ data }) => data.length > 0) === true;
  return (
    <>
      <Section id="disputes" heading="Disputes" list={own} all={`claimedBy=${actorId}`} opened />
      <Section
        id="disputes-about"
        heading={
          spoken ? 'Disputes about this actor, in which it does not speak' : 'Disputes about this actor'
        }
        list={about}
        all={`actorId=${actorId}`}
        left={speaksIn}
        opened={own.pages !== undefined && !spoken}
      />
    </>
  );
}

type SectionProps = {
  id: string;
  heading: string;
  list: DisputePages;
  /** The query of the whole list. */
  all: string;
  /** Tells which disputes are left out. */
  left?: (dispute: Dispute) => boolean;
  /** Opens the first dispute. */
  opened: boolean;
};

function Section({ id, heading, list, all, left = () => false, opened }: SectionProps) {
  const shown = list.pages?.flatMap(({ data, included }) =>
    data.filter((dispute) => !left(dispute)).map((dispute) => ({ dispute, context: contextOf(included) })),
  );
  const isEmpty = shown === undefined || (shown.length === 0 && list.more === undefined);
  if (list.failure === undefined && isEmpty) return null;
  return (
    <section aria-labelledby={`${id}-heading`}>
      <h3 id={`${id}-heading`}>{heading}</h3>
      <GrowingList list={list} all={`v1/disputes?${all}`} none="">
        {() =>
          shown?.map(({ dispute, context }, index) => (
            <details key={dispute.id} class="folded-dispute" open={opened && index === 0}>
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
          ))
        }
      </GrowingList>
    </section>
  );
}
