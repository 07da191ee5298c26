// Reads the answers of a server that is newer than the client of @hey-api/openapi-ts; prints one line of JSON.
import { client } from './hey-api/client.gen.js';
import {
  checkHealth,
  getDispute,
  getPlaces,
  getProposition,
  getTimeline,
  getVocabulary,
  listActorPositions,
  listActors,
  listClaims,
  listDatasets,
  listDisputes,
  listEvents,
  listPositions,
  listSources,
  locateQuotes,
  searchRecords,
  verifySource,
} from './hey-api/index.js';
import { serverUrl } from './story.js';

client.setConfig({ baseUrl: serverUrl(), throwOnError: true });

const { data: claims } = await listClaims({ throwOnError: true });
const { data: found } = await searchRecords({ query: { q: 'hall' }, throwOnError: true });
await Promise.all([
  listEvents(),
  listActors(),
  listActorPositions({ path: { actorId: 'isis' } }),
  getProposition({ path: { propositionKey: 'key' } }),
  listPositions({ query: { party: ['isis'] } }),
  listDisputes(),
  getDispute({ path: { propositionKey: 'key' } }),
  listSources(),
  locateQuotes({ path: { sourceId: 'source' }, body: { text: 'text', quotes: ['text'] } }),
  verifySource({ path: { sourceId: 'source' }, body: 'text' }),
  getTimeline(),
  getPlaces(),
  getVocabulary(),
  listDatasets(),
  checkHealth(),
]);
const { error } = await listEvents({ query: { limit: 1000 }, throwOnError: false });
const kinds: readonly string[] = ['event', 'actor', 'claim', 'source', 'dispute'];
const known = found.data.filter(({ kind }) => kinds.includes(kind)).length;
const hits = { known, unknown: found.data.length - known };
process.stdout.write(`${JSON.stringify({ act: claims.data[0]?.act, code: error?.code, hits })}\n`);
