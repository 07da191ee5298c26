import { join } from 'node:path';
import { spelled } from '../cases/spellings.ts';
import { sampled } from '../harness/answers.ts';
import { remove } from '../harness/databases.ts';
import type { Requests } from '../harness/load.ts';
import { type Contender, contest } from '../harness/rounds.ts';
import { serveClaimline } from '../harness/servers.ts';
import type { Subject } from '../jobs/job.ts';
import { type Asked, names } from '../report/results.ts';
import { datasette } from './datasette.ts';
import { jsonServer } from './json-server.ts';
import {
  isInstalled,
  type Peer,
  type PeerCases,
  type PeerQuestion,
  type PeerServing,
  peerQuestions,
} from './peer.ts';
import { pocketbase } from './pocketbase.ts';
import { postgraphile } from './postgraphile.ts';
import { makePeerRows } from './rows.ts';
import { soul } from './soul.ts';

/** The same questions to Claimline and to other servers, on the same events, in turn. */

const peers: readonly Peer[] = [datasette, pocketbase, jsonServer, soul, postgraphile];

type Entrant = { name: string; serving: PeerServing | null; missing: string };

/**
 * Asks everybody who can be had. A peer that cannot be is in the results with the reason.
 * @param install whether to install those that are not there yet
 */
export async function contestPeers(
  subject: Subject,
  cache: string,
  install: boolean,
  say: (line: string) => void,
): Promise<Asked[]> {
  const path = join(cache, 'peer-rows.db');
  const rows = makePeerRows(subject.made.path, path);
  const ours = await serveClaimline(subject.made.path);
  const entrants: Entrant[] = [
    { name: names.ours, serving: { ...ours, asking: ourAsking(rows.cases) }, missing: '' },
  ];
  try {
    for (const peer of peers) {
      say(`  ${peer.name}`);
      entrants.push(await enter(peer, join(cache, 'peers', peer.name.replaceAll(' ', '-')), rows, install));
    }
    const asked: Asked[] = [];
    for (const question of Object.keys(peerQuestions) as PeerQuestion[]) {
      asked.push(...(await askAll(question, entrants, subject)));
    }
    return asked;
  } finally {
    for (const { serving } of entrants) await serving?.stop();
    remove(path);
  }
}

async function enter(
  peer: Peer,
  directory: string,
  rows: Parameters<Peer['start']>[1],
  install: boolean,
): Promise<Entrant> {
  const { name } = peer;
  try {
    if (!isInstalled(peer, directory)) {
      if (!install) return { name, serving: null, missing: 'not installed: --install-peers does that' };
      await peer.install(directory);
    }
    return { name, serving: await peer.start(directory, rows), missing: '' };
  } catch (error) {
    return { name, serving: null, missing: firstLine(error) };
  }
}

const firstLine = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';

/** Others keep no answers: what ours has kept must not answer for it. */
const ourAsking = ({ ids, windows, word }: PeerCases) => ({
  event: uncached(ids.map((id) => `/v1/events/${id}`)),
  window: uncached(windows.map(({ from, to }) => `/v1/events?from=${from}&to=${to}&match=certain&limit=20`)),
  words: uncached([`/v1/search?q=${word}&kind=event&limit=20`]),
});

const uncached = (paths: readonly string[]) => ({ lines: spelled(paths, 100_000) });

async function askAll(
  question: PeerQuestion,
  entrants: readonly Entrant[],
  subject: Subject,
): Promise<Asked[]> {
  const about = { question: `peers-${question}`, title: peerQuestions[question], peers: true };
  const asked: Asked[] = [];
  const contenders: Contender[] = [];
  for (const { name, serving, missing } of entrants) {
    const requests = serving?.asking[question];
    if (serving === null || requests === undefined || typeof requests === 'string') {
      asked.push({ ...about, subject: name, missing: typeof requests === 'string' ? requests : missing });
      continue;
    }
    const refusal = await refusalOf(serving.origin, requests, subject);
    if (refusal === null) contenders.push({ name, origin: serving.origin, requests, pids: serving.pids });
    else asked.push({ ...about, subject: name, missing: refusal });
  }
  const medians = await contest(subject.generator, contenders, subject.pace);
  return [...[...medians].map(([name, seen]) => ({ ...about, subject: name, ...seen })), ...asked];
}

/** Why a server cannot take part: it refuses, or answers nothing in the time of a round. */
async function refusalOf(
  origin: string,
  requests: Requests,
  { generator, pace }: Subject,
): Promise<string | null> {
  try {
    // A body cannot be fetched as a path: those are held to their status alone.
    if (requests.postTo === undefined) await sampled(origin, requests, 3);
    const seen = await generator.run(origin, requests, {
      connections: pace.connections,
      seconds: pace.seconds,
    });
    if (seen.failed > 0) return `failed to answer ${seen.failed} of ${seen.requests} requests`;
    return seen.requests === 0 ? `answered nothing within ${pace.seconds} s` : null;
  } catch (error) {
    return firstLine(error);
  }
}
