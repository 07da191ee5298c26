import { useLater } from '../parts/later.ts';
import { Text } from '../parts/text.tsx';
import type { Place } from '../state/schemas.ts';
import { countryWords, termWords } from '../time/words.ts';
import type { MapProps } from './world-map.tsx';

/** The place of an event. The map is loaded only if the place has coordinates. */
export function Where({ place }: { place: Place | null }) {
  if (place === null) return null;
  const { name, admin2, admin1, countryCode, point, precision } = place;
  return (
    <>
      <dt>Where</dt>
      <dd>
        <strong>
          <Text>{name}</Text>
        </strong>
        {[admin2, admin1]
          .filter((part) => part !== null)
          .map((part) => (
            <span key={part}>
              , <Text>{part}</Text>
            </span>
          ))}
        {countryCode !== null && <>, {countryWords(countryCode)}</>}
        {point === null ? (
          <p class="why">No coordinates are recorded.</p>
        ) : (
          <>
            <WorldMap {...point} label={name} />
            <p class="why">
              {point.latitude.toFixed(3)}, {point.longitude.toFixed(3)}
              {precision === 'unknown'
                ? '; how exact, nobody has said'
                : `; the point is ${termWords(precision)}`}
            </p>
          </>
        )}
      </dd>
    </>
  );
}

function WorldMap(props: MapProps) {
  const Drawn = useLater(() => import('./world-map.tsx').then((module) => module.WorldMap));
  if (Drawn === 'missing') return <p class="why">The map could not be loaded.</p>;
  return <div class="map">{Drawn !== undefined && <Drawn {...props} />}</div>;
}
