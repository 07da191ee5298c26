import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Dispute, DisputeSummary } from '../../../src/domain/dispute.ts';
import type { PropositionSummary } from '../../../src/domain/position.ts';
import { type Api, type ListPage, startApi } from '../../helpers/api.ts';
import { knownKey } from './operations.ts';
import { smallWorld } from './small-world.ts';

/** Disputes as they are asked for: by any of their propositions, and by words. */

let seed: Api;
let small: Api;
beforeAll(async () => {
  [seed, small] = await Promise.all([startApi(), startApi(smallWorld)]);
});
afterAll(() => Promise.all([seed.close(), small.close()]));

it('of the seed have each contested proposition in one, which any of its keys answers', async () => {
  const { data: disputes } = await seed.get<ListPage<Dispute>>('/v1/disputes?limit=200');
  const contested = await seed.get<ListPage<PropositionSummary>>('/v1/propositions?contested=true&limit=200');
  const members = disputes.flatMap(({ propositions }) => propositions.map(({ key }) => key));
  expect(members.toSorted()).toEqual(contested.data.map(({ key }) => key).toSorted());
  expect(disputes.length).toBeGreaterThan(0);
  expect(disputes.length).toBeLessThan(members.length);
  for (const dispute of disputes) {
    for (const { key } of dispute.propositions) {
      expect(await seed.get(`/v1/disputes/${key}`)).toEqual(dispute);
      expect(await seed.get(`/v1/propositions/${key}`)).toMatchObject({ disputeId: dispute.id });
    }
  }
});

it('tell who holds each side, who has withdrawn it, and when', async () => {
  const dispute = await small.get<Dispute>(`/v1/disputes/${knownKey}`);
  const who = (holders: Dispute['sides'][number]['holders']) => holders.map(({ actorId }) => actorId);
  expect(dispute.sides.map((side) => [side.polarity, who(side.holders), who(side.withdrawn)])).toEqual([
    ['positive', ['ministry'], ['front']],
    ['negative', ['navy'], ['front']],
  ]);
  expect(dispute.history.map(({ claimId }) => claimId)).toEqual([
    'front-did-it',
    'ministry-accuses',
    'navy-doubts',
    'front-did-not',
    'front-takes-back',
  ]);
});

it('are not found under a proposition that nobody contests, nor under an unknown key', async () => {
  const { data } = await small.get<ListPage<PropositionSummary>>('/v1/propositions?contested=false&limit=1');
  const key = data[0]?.key ?? '';
  const { detail } = await small.problem(`/v1/disputes/${key}`, 404, 'not_found');
  expect(detail).toBe(`The proposition with the key "${key}" is not contested, so it belongs to no dispute.`);
  const unknown = '0'.repeat(32);
  const other = await small.problem(`/v1/disputes/${unknown}`, 404, 'not_found');
  expect(other.detail).toBe(`There is no proposition with the key "${unknown}".`);
});

it('are found by the words of their propositions, of whatever dataset has a claim in them', async () => {
  type Hits = ListPage<{
    kind: string;
    highlights: { title: string; text: string | null };
    record: DisputeSummary;
  }>;
  const { data } = await small.get<Hits>('/v1/search?q=wet&kind=dispute');
  expect(data.map(({ kind, highlights }) => [kind, highlights])).toEqual([
    ['dispute', { title: '東京新聞 · is · dry', text: '東京新聞 · is · <mark>wet</mark>' }],
  ]);
  expect(data[0]?.record).toMatchObject({
    reasons: ['contradicting_claims'],
    claimCount: 3,
    propositionCount: 2,
  });
  const inDataset = async (id: string) =>
    (await small.get<Hits>(`/v1/search?q=wet&kind=dispute&datasetId=${id}`)).data.length;
  expect([await inDataset('hills'), await inDataset('harbour')]).toEqual([1, 0]);
  const { data: all } = await small.get<Hits>('/v1/search?q=wet');
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['claim', 'dispute']));
});
