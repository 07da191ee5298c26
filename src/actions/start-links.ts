import { recordsIn } from '../domain/json-octets.ts';
import type { Store } from '../domain/store.ts';

/** Makes the links that a new user can follow first, from the records in the store. */

export type StartLink = { name: string; title: string; path: string };

export async function startLinksOf(store: Store): Promise<StartLink[]> {
  const datasets = await store.listDatasets({ limit: 1 });
  const claims = await store.listClaims({ sort: 'time' }, { limit: 1 });
  const [span] = recordsIn<{ earliest: string | null; latest: string | null }>(datasets.data);
  const [speaker] = recordsIn<{ claimantId: string }>(claims.data);
  const window = new URLSearchParams();
  if (span?.earliest) window.set('from', span.earliest);
  if (span?.latest) window.set('to', span.latest);
  const link = (name: string, title: string, path: string): StartLink => ({ name, title, path });
  return [
    link('docs', 'API reference', '/docs'),
    link('guide', 'Guides', '/guide'),
    link('openapi', 'OpenAPI document', '/openapi.json'),
    link('events', 'Events by date', window.size === 0 ? '/v1/events' : `/v1/events?${window}`),
    link('actors', 'Actors', '/v1/actors'),
    link(
      'claims',
      'Claims by actor',
      speaker === undefined ? '/v1/claims' : `/v1/actors/${speaker.claimantId}/claims`,
    ),
    link('contested', 'Contested propositions', '/v1/propositions?contested=true'),
  ];
}
