import { ActorPage } from './actor/actor-page.tsx';
import { DatasetPage } from './dataset/dataset-page.tsx';
import { DisputePage } from './dispute/dispute-page.tsx';
import { ClaimPage } from './event/claim-page.tsx';
import { EventPage } from './event/event-page.tsx';
import { MapPage } from './map/map-page.tsx';
import { PartiesPage } from './parties/parties-page.tsx';
import { SearchPage } from './search/search-page.tsx';
import { SourcePage } from './source/source-page.tsx';
import type { Open } from './state/address.ts';

/** The page of each kind of thing that opens. */
export const pages: Record<Open['kind'], (open: Open) => preact.JSX.Element> = {
  dispute: DisputePage,
  event: EventPage,
  claim: ClaimPage,
  actor: ActorPage,
  parties: PartiesPage,
  source: SourcePage,
  dataset: DatasetPage,
  search: SearchPage,
  map: MapPage,
};
