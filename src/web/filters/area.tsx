import { useId, useState } from 'preact/hooks';
import { useLater } from '../parts/later.ts';
import { claimline, failureOf } from '../state/api.ts';
import { setFilters } from '../state/navigation.ts';
import type { AreaMapProps } from './area-map.tsx';
import { type Box, boxOf, boxText, frameOf, sidesOfBox, wholeWorld } from './box.ts';
import { useFieldsOf } from './fields.ts';

/** The filter by area, which is drawn on a map or typed. */
export function Area({ bbox }: { bbox: string | undefined }) {
  const box = boxOf(bbox);
  const [whole, setWhole] = useState(false);
  const close = frameOf(box);
  const frame = whole ? wholeWorld : close;
  const apply = (drawn: Box) => {
    setWhole(false);
    setFilters({ bbox: boxText(drawn) });
  };
  return (
    <fieldset class="area">
      <legend>Area</legend>
      <LaterMap box={box} frame={frame} onBox={apply} />
      <Bounds bbox={bbox}>
        {box !== undefined && (
          <>
            {close !== wholeWorld && (
              <button type="button" class="quiet" onClick={() => setWhole(!whole)}>
                {whole ? 'Zoom to it' : 'Zoom out'}
              </button>
            )}
            <button type="button" class="quiet" onClick={() => setFilters({ bbox: undefined })}>
              Anywhere
            </button>
          </>
        )}
      </Bounds>
    </fieldset>
  );
}

function LaterMap(props: AreaMapProps) {
  const Drawn = useLater(() => import('./area-map.tsx').then((module) => module.AreaMap));
  if (Drawn === 'missing') return <p class="why">The map could not be loaded. Type the area instead.</p>;
  return <div class="map">{Drawn !== undefined && <Drawn {...props} />}</div>;
}

type BoundsProps = { bbox: string | undefined; children: preact.ComponentChildren };

/** Fields for the four sides in degrees. The API checks them. */
function Bounds({ bbox, children }: BoundsProps) {
  const help = useId();
  const [wrong, setWrong] = useState<string | undefined>(undefined);
  const form = useFieldsOf(boxOf(bbox) ?? {}, sidesOfBox);
  const apply = async (event: SubmitEvent) => {
    event.preventDefault();
    const given = new FormData(event.currentTarget as HTMLFormElement);
    const text = sidesOfBox.map((side) => String(given.get(side) ?? '').trim()).join(',');
    try {
      if (text !== ',,,') await claimline.listEvents({ bbox: text, limit: 1 });
      setWrong(undefined);
      setFilters({ bbox: text === ',,,' ? undefined : text });
    } catch (error) {
      setWrong(failureOf(error).detail);
    }
  };
  return (
    <form class="bounds" onSubmit={apply} ref={form}>
      {sidesOfBox.map((side) => (
        <label key={side}>
          {side[0]?.toUpperCase()}
          {side.slice(1)}
          <input name={side} autocomplete="off" aria-describedby={help} />
        </label>
      ))}
      <small id={help} role={wrong === undefined ? undefined : 'alert'} class={wrong && 'wrong'}>
        {wrong ??
          'Draw on the map, or give degrees: east and north count up from 0, west and south down. Events without coordinates are left out.'}
      </small>
      <p class="actions">
        <button type="submit">Look there</button>
        {children}
      </p>
    </form>
  );
}
