import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FairQueue } from '../../src/store/sqlite/readers/fair-queue.ts';

type Call = { client: string; at: number };

/** A queue with so many calls of each client, which came in turns. */
function filled(lanes: number, counts: Record<string, number>, waitingMax = 100): FairQueue<Call> {
  const queue = new FairQueue<Call>(lanes, waitingMax);
  for (let at = 0; at < Math.max(...Object.values(counts)); at += 1) {
    for (const [client, count] of Object.entries(counts)) if (at < count) queue.add({ client, at });
  }
  return queue;
}

const taken = (queue: FairQueue<Call>): Call[] => {
  const calls: Call[] = [];
  for (let call = queue.take(); call !== undefined; call = queue.take()) calls.push(call);
  return calls;
};
const names = (calls: readonly Call[]) => calls.map(({ client, at }) => `${client}${at}`).join(' ');

describe('lanes', () => {
  it.each([
    ['a client alone leaves one', 3, { a: 9 }, 'a0 a1'],
    ['two clients get one each and leave one', 3, { a: 9, b: 9 }, 'a0 b0'],
    ['three clients get one each', 3, { a: 9, b: 9, c: 9 }, 'a0 b0 c0'],
    ['a client alone has one of two', 2, { a: 9 }, 'a0'],
    ['every client has one at least', 1, { a: 9 }, 'a0'],
    ['a client alone has all but one of many', 5, { a: 9 }, 'a0 a1 a2 a3'],
  ])('%s', (_, lanes, counts, expected) => {
    expect(names(taken(filled(lanes, counts)))).toBe(expected);
  });

  it('go to clients in turns, whoever came first and with however many', () => {
    const queue = filled(1, { a: 5, b: 2, c: 1 });
    const order: Call[] = [];
    for (let call = queue.take(); call !== undefined; call = queue.take()) {
      order.push(call);
      queue.end(call);
    }
    expect(names(order)).toBe('a0 b0 c0 a1 b1 a2 a3 a4');
  });
});

it('refuses more than may wait of one client, and no other', () => {
  const queue = filled(3, { a: 2 }, 2);
  expect(queue.add({ client: 'a', at: 2 })).toBe(false);
  expect(queue.add({ client: 'b', at: 0 })).toBe(true);
  queue.take();
  expect(queue.add({ client: 'a', at: 3 })).toBe(true);
});

it('has a call run next that was put back', () => {
  const queue = filled(3, { a: 2 });
  const [first] = taken(queue);
  if (first === undefined) throw new Error('nothing was taken');
  queue.putBack(first);
  expect(names(taken(queue))).toBe('a0');
});

const operation = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ does: fc.constant('add'), client: fc.constantFrom('a', 'b', 'c', 'd') }),
  },
  { weight: 3, arbitrary: fc.record({ does: fc.constantFrom('take'), client: fc.constant('') }) },
  {
    weight: 3,
    arbitrary: fc.record({
      does: fc.constantFrom('end', 'putBack', 'remove'),
      client: fc.nat(9).map(String),
    }),
  },
);

it('loses no call, keeps the order of each client, and forgets clients that have none', () => {
  fc.assert(
    fc.property(fc.array(operation, { maxLength: 60 }), (operations) => {
      const lanes = 3;
      const queue = new FairQueue<Call>(lanes, 100);
      const waiting: Call[] = [];
      const running: Call[] = [];
      const clientsIn = () => new Set([...waiting, ...running].map(({ client }) => client));
      const picked = (calls: Call[], which: string) => calls.splice(Number(which) % calls.length, 1)[0];
      for (const [at, { does, client }] of operations.entries()) {
        if (does === 'add') {
          const call = { client, at };
          queue.add(call);
          waiting.push(call);
        } else if (does === 'take') {
          const share = Math.max(1, lanes - clientsIn().size);
          const isRunning = (name: string) => running.filter((call) => call.client === name).length;
          const mayRun = waiting.filter((call) => isRunning(call.client) < share);
          const call = queue.take();
          expect(call === undefined).toBe(mayRun.length === 0);
          if (call === undefined) continue;
          expect(call).toBe(mayRun.find((one) => one.client === call.client));
          waiting.splice(waiting.indexOf(call), 1);
          running.push(call);
        } else {
          const call = picked(does === 'remove' ? waiting : running, client);
          if (call === undefined) continue;
          if (does === 'end') queue.end(call);
          else if (does === 'remove') queue.remove(call);
          else {
            queue.putBack(call);
            waiting.unshift(call);
          }
        }
      }
      expect(new Set(queue.removeAll())).toEqual(new Set(waiting));
      for (const call of running) queue.end(call);
      // A client that has nothing any more takes no share.
      expect(names(taken(queue))).toBe('');
      for (const at of [1, 2, 3]) queue.add({ client: 'new', at });
      expect(taken(queue)).toHaveLength(lanes - 1);
    }),
  );
});
