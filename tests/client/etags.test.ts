import { expect, it } from 'vitest';
import { createClient } from '../../src/client/client.ts';
import { startApi } from '../helpers/api.ts';
import { json, problem, startPeer, text } from './peer.ts';

const unchanged = text(304, 'application/json', '');
const tagged = (status: string, etag: string) => json({ status }, { etag });
const asked = (received: { headers: Record<string, unknown> }[]) =>
  received.map(({ headers }) => headers['if-none-match']);

it('asks the real server only for what has changed, and answers as if it had not', async () => {
  const api = await startApi();
  const statuses: number[] = [];
  const client = createClient({
    baseUrl: api.origin,
    fetch: async (request) => {
      const response = await fetch(request);
      statuses.push(response.status);
      return response;
    },
  });
  const list = async () => {
    const events: unknown[] = [];
    for await (const event of client.each.listEvents({ limit: 5 })) events.push(event);
    return events;
  };
  const first = await list();
  const again = await list();
  expect(again).toEqual(first);
  const half = statuses.length / 2;
  expect(statuses).toEqual([...Array(half).fill(200), ...Array(half).fill(304)]);
  await api.close();
});

it('gives each caller a value of its own', async () => {
  const peer = await startPeer(tagged('ok', '"1"'), unchanged);
  const client = createClient({ baseUrl: peer.baseUrl });
  const first = await client.checkHealth();
  Object.assign(first, { status: 'changed by its owner' });
  expect(await client.checkHealth()).toEqual({ status: 'ok' });
  expect(asked(peer.received)).toEqual([undefined, '"1"']);
});

it('takes what is new, and asks by its tag from then on', async () => {
  const peer = await startPeer(tagged('ok', '"1"'), tagged('better', 'W/"2"'), unchanged);
  const client = createClient({ baseUrl: peer.baseUrl });
  await client.checkHealth();
  expect(await client.checkHealth()).toEqual({ status: 'better' });
  expect(await client.checkHealth()).toEqual({ status: 'better' });
  expect(asked(peer.received)).toEqual([undefined, '"1"', 'W/"2"']);
});

it('tries a conditional request again like any other', async () => {
  const peer = await startPeer(
    tagged('ok', '"1"'),
    problem(503, 'overloaded', { 'retry-after': '0' }),
    unchanged,
  );
  const client = createClient({ baseUrl: peer.baseUrl });
  await client.checkHealth();
  expect(await client.checkHealth()).toEqual({ status: 'ok' });
  expect(asked(peer.received)).toEqual([undefined, '"1"', '"1"']);
});

it('forgets first what was not used for longest, and tells parameters apart', async () => {
  const peer = await startPeer(tagged('ok', '"1"'));
  const client = createClient({ baseUrl: peer.baseUrl, etagCacheSize: 2 });
  for (const edtf of ['2021', '2022', '2021', '2023', '2021', '2022']) await client.explainTime({ edtf });
  expect(asked(peer.received)).toEqual([undefined, undefined, '"1"', undefined, '"1"', undefined]);
});

it.each([0, 1])('remembers nothing where it may not (%i) or cannot', async (etagCacheSize) => {
  const peer = await startPeer(etagCacheSize === 0 ? tagged('ok', '"1"') : json({ status: 'ok' }));
  const client = createClient({ baseUrl: peer.baseUrl, etagCacheSize });
  await client.checkHealth();
  await client.checkHealth();
  expect(asked(peer.received)).toEqual([undefined, undefined]);
});

it('does not invent an answer for a 304 that it did not ask for', async () => {
  const peer = await startPeer(unchanged);
  const client = createClient({ baseUrl: peer.baseUrl });
  await expect(client.checkHealth()).rejects.toMatchObject({ name: 'UnexpectedAnswerError', status: 304 });
});
