import { useEffect, useState } from 'preact/hooks';
import { Failed } from '../parts/states.tsx';
import { type Failure, failureOf } from '../state/api.ts';
import type { Event } from '../state/schemas.ts';
import { countWords } from '../time/words.ts';
import { moreUndrawn, type Undrawn } from './data.ts';
import { EventRow } from './event-row.tsx';

/** Events that are not drawn, as a list that opens, and grows a page at a time. */

type Props = {
  id: string;
  of: Undrawn;
  title: string;
  selected: string | null;
  /** Why they are not drawn, and in what order they come. */
  children: preact.ComponentChildren;
};
type Listed = { events: readonly Event[]; cursor: string | undefined };

export function UndrawnList({ id, of, title, selected, children }: Props) {
  const [listed, setListed] = useState<Listed>({ events: of.first, cursor: of.cursor });
  const [open, setOpen] = useState(false);
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<Failure | undefined>(undefined);
  const more = async (from: Listed) => {
    setAsking(true);
    setFailure(undefined);
    try {
      const next = await moreUndrawn(of, from.cursor);
      // Those that were listed may by now be those of another view.
      setListed((now) => (now === from ? { ...next, events: [...now.events, ...next.events] } : now));
    } catch (error) {
      setFailure(failureOf(error));
    }
    setAsking(false);
  };
  useEffect(() => {
    const first = { events: of.first, cursor: of.cursor };
    setListed(first);
    if (open && first.events.length === 0) more(first);
  }, [of, open]);
  const missing = of.count - listed.events.length;
  return (
    <details class="undrawn" id={id} onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>{title}</summary>
      <p class="why">{children}</p>
      <ol>
        {(open ? listed.events : []).map((event) => (
          <EventRow key={event.id} event={event} selected={event.id === selected} />
        ))}
      </ol>
      {failure !== undefined && <Failed failure={failure} retry={() => more(listed)} />}
      {missing > 0 && failure === undefined && (
        <button type="button" class="quiet" disabled={asking} onClick={() => more(listed)}>
          Show more of them ({countWords(missing, 'is', 'are')} left)
        </button>
      )}
    </details>
  );
}
