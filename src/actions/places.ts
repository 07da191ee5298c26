import { recordsIn } from '../domain/json-octets.ts';
import type { Store } from '../domain/store.ts';

/** Where a person goes next on a server, made from what its store holds. */

export type Place = { name: string; title: string; path: string };

export async function placesOf(store: Store): Promise<Place[]> {
  const datasets = await store.listDatasets({ limit: 1 });
  const claims = await store.listClaims({ sort: 'time' }, { limit: 1 });
  const [span] = recordsIn<{ earliest: string | null; latest: string | null }>(datasets.data);
  const [speaker] = recordsIn<{ claimantId: string }>(claims.data);
  const window = new URLSearchParams();
  if (span?.earliest) window.set('from', span.earliest);
  if (span?.latest) window.set('to', span.latest);
  const place = (name: string, title: string, path: string): Place => ({ name, title, path });
  return [
    place('docs', 'API reference', '/docs'),
    place('openapi', 'OpenAPI document', '/openapi.json'),
    place('events', 'Events by date', window.size === 0 ? '/v1/events' : `/v1/events?${window}`),
    place('actors', 'Actors', '/v1/actors'),
    place(
      'claims',
      'Claims by actor',
      speaker === undefined ? '/v1/claims' : `/v1/actors/${speaker.claimantId}/claims`,
    ),
    place('contested', 'What is contested', '/v1/propositions?contested=true'),
  ];
}
