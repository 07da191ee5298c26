import { useState } from 'preact/hooks';
import type { Address } from '../state/address.ts';
import { filterCount } from '../state/address.ts';
import { currentDrawing } from '../state/drawing.ts';
import { setFilters } from '../state/navigation.ts';
import { Area } from './area.tsx';
import { Chips } from './chips.tsx';
import { Choices } from './choices.tsx';
import { Combobox } from './combobox.tsx';
import { DateRange } from './date-range.tsx';
import { findActors, findSources } from './find.ts';
import { PlainForm } from './plain-form.tsx';
import { Words } from './words.tsx';

/** The filters: words and "Contested only" in the bar, the others behind a button, and the active ones as chips. */
export function Filters({ address }: { address: Address }) {
  const [open, setOpen] = useState(false);
  const count = filterCount(address);
  if (currentDrawing() !== undefined) {
    return (
      <search class="filters">
        <PlainForm address={address} />
        <Chips address={address} />
      </search>
    );
  }
  const { filters } = address;
  const add = (name: 'actorId' | 'sourceId') => (id: string) =>
    setFilters({ [name]: [...new Set([...filters[name], id])] });
  return (
    <search class="filters">
      <div class="filter-bar">
        <Words words={filters.q} />
        <label class="toggle">
          <input
            type="checkbox"
            checked={filters.contested === true}
            onChange={({ currentTarget }) => setFilters({ contested: currentTarget.checked || undefined })}
          />
          <span>⇄ Contested only</span>
        </label>
        <button
          type="button"
          aria-expanded={open}
          aria-controls="more-filters"
          onClick={() => setOpen(!open)}
        >
          Filters{count > 0 && <span class="count">{count}</span>}
        </button>
      </div>
      <div id="more-filters" class="more-filters" hidden={!open}>
        {open && (
          <>
            <div class="named">
              <DateRange address={address} />
              <Combobox label="Actor" hint="Name of an actor" find={findActors} onChoose={add('actorId')} />
              <Combobox
                label="Source"
                hint="Title of a source"
                find={findSources}
                onChoose={add('sourceId')}
              />
            </div>
            <Area bbox={filters.bbox} />
            <Choices address={address} />
          </>
        )}
      </div>
      <Chips address={address} />
    </search>
  );
}
