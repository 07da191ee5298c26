import { Empty, Failed, Waiting } from '../parts/states.tsx';
import { type Address, addressPath, eventQuery } from '../state/address.ts';
import { claimline } from '../state/api.ts';
import { useResource } from '../state/resource.ts';
import { EventRow } from './event-row.tsx';

/** The events of a view as pages of a list, which replace the drawing in browsers without scripts. */

const listed = 50;

export function EventPages({ address, cursor }: { address: Address; cursor: string | undefined }) {
  const query = { ...eventQuery(address), limit: listed, ...(cursor === undefined ? {} : { cursor }) };
  const { value, failure, retry } = useResource(['events', query], (signal) =>
    claimline.listEvents({ ...query, signal }),
  );
  if (failure !== undefined) return <Failed failure={failure} retry={retry} />;
  if (value === undefined) return <Waiting />;
  const { data, page } = value;
  if (data.length === 0) return <Empty address={address} />;
  const selected = address.open?.kind === 'event' ? address.open.id : null;
  return (
    <section class="event-list" id="events" tabIndex={-1} aria-labelledby="in-view-heading">
      <h2 id="in-view-heading">Events in view</h2>
      <ol>
        {data.map((event) => (
          <EventRow key={event.id} event={event} selected={event.id === selected} />
        ))}
      </ol>
      <p class="actions">
        {cursor !== undefined && <a href={addressPath(address)}>First events</a>}
        {page.nextCursor !== null && <a href={nextPath(address, page.nextCursor)}>Next events</a>}
      </p>
    </section>
  );
}

const nextPath = (address: Address, cursor: string): string => {
  const path = addressPath(address);
  return `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`;
};
