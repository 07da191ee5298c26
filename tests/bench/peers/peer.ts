import { existsSync } from 'node:fs';
import type { Requests } from '../harness/load.ts';
import type { Serving } from '../harness/servers.ts';
import type { PeerRows } from './rows.ts';

/** Other servers that can be asked about the same events. */

/** What every peer is asked, as far as it can be. */
export const peerQuestions = {
  event: 'one event, random',
  window: '20 events that certainly lie in a window of 30 days',
  words: 'search: a rare word',
} as const;
export type PeerQuestion = keyof typeof peerQuestions;

/** How each question is put to a peer; text where it cannot be, saying why. */
type Asking = Record<PeerQuestion, Requests | string>;

export type PeerServing = Pick<Serving, 'origin' | 'pids' | 'stop'> & { asking: Asking };

export type Peer = {
  name: string;
  /** Puts it into a directory of its own, from the registries; throws where it cannot be had. */
  install(directory: string): Promise<void>;
  /** A file in that directory without which it is not installed. */
  program: string;
  /** Starts it on these rows. Throws, saying why, where it cannot serve them. */
  start(directory: string, rows: PeerRows): Promise<PeerServing>;
};

export const isInstalled = (peer: Peer, directory: string) => existsSync(`${directory}/${peer.program}`);

/** What is asked: the same ids and windows of everybody. */
export type PeerCases = {
  ids: readonly string[];
  windows: readonly { from: string; to: string }[];
  word: string;
};
