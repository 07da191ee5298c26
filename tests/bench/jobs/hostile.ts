import Database from 'better-sqlite3';
import { spellings } from '../cases/spellings.ts';
import { ask } from '../harness/answers.ts';
import { serveClaimline } from '../harness/servers.ts';
import { median } from '../harness/stats.ts';
import { eachRound, figure, type Job } from './job.ts';

/** Questions that are slow on purpose, four at a time without a pause, and what they do to everybody else. */

const slowPaths = [
  '/v1/events?q=the+of&count=exact&facet=type&facet=actorId&facet=tag&facet=countryCode',
  '/v1/search?q=the+of+and+to',
  '/v1/timeline?interval=week&q=the+and&contested=false',
  '/v1/claims?q=a+the&count=exact&facet=claimantId&facet=predicate&facet=act',
];

type Slow = { path: string; status: number; seconds: number; retryAfter: boolean };

export const hostile: Job = async ({ made, generator, pace }) => {
  const db = new Database(made.path, { readonly: true });
  const ids = db.prepare('select id from event order by random() limit 20000').pluck().all() as string[];
  db.close();
  const quick = { event: ids.map((id) => `/v1/events/${id}`), healthz: ['/healthz'] };
  const serving = await serveClaimline(made.path, { pin: false });
  try {
    const p99 = async (name: keyof typeof quick) =>
      (await generator.run(serving.origin, { lines: quick[name] }, { connections: 1, seconds: pace.seconds }))
        .p99Ms;
    const slow: Slow[] = [];
    const rounds = await eachRound(pace, async () => {
      const idle = { event: await p99('event'), healthz: await p99('healthz') };
      const siege = besiege(serving.origin, slow);
      const under = { event: await p99('event'), healthz: await p99('healthz') };
      await siege.end();
      return { idle, under };
    });
    return [
      figure(
        'hostile-event-idle',
        'event by id, p99, idle',
        'ms',
        rounds.map((one) => one.idle.event),
      ),
      figure(
        'hostile-event',
        'event by id, p99, beside 4 slow queries',
        'ms',
        rounds.map((one) => one.under.event),
      ),
      figure(
        'hostile-healthz-idle',
        '/healthz, p99, idle',
        'ms',
        rounds.map((one) => one.idle.healthz),
      ),
      figure(
        'hostile-healthz',
        '/healthz, p99, beside 4 slow queries',
        'ms',
        rounds.map((one) => one.under.healthz),
      ),
      figure('hostile-slow', 'the slow queries', 's', [median(slow.map((one) => one.seconds))], told(slow)),
    ];
  } finally {
    await serving.stop();
  }
};

/** Asks the slow questions over and over, each in a loop of its own, never in the same words. */
function besiege(origin: string, slow: Slow[]): { end(): Promise<void> } {
  let over = false;
  const loops = slowPaths.map(async (path) => {
    const ways = spellings(path, 5000);
    for (let turn = 0; !over && wrong(slow) === undefined; turn += 1) {
      const begun = performance.now();
      const { status, headers } = await ask(origin, ways[turn % ways.length] ?? path);
      const seconds = (performance.now() - begun) / 1000;
      slow.push({ path, status, seconds, retryAfter: headers['retry-after'] !== undefined });
    }
  });
  return {
    async end() {
      over = true;
      await Promise.all(loops);
      // What is refused at once is no siege.
      const refused = wrong(slow);
      if (refused !== undefined) throw new Error(`${refused.path} is answered with ${refused.status}`);
    },
  };
}

const wrong = (slow: readonly Slow[]) => slow.find(({ status }) => status !== 200 && status !== 503);

function told(slow: readonly Slow[]): string {
  const counts = [...Map.groupBy(slow, ({ status }) => status)].map(
    ([status, some]) => `${some.length} × ${status}`,
  );
  const refused = slow.filter(({ status }) => status === 503);
  const advised = refused.every(({ retryAfter }) => retryAfter)
    ? ', each 503 with Retry-After'
    : ', some 503 without Retry-After';
  const longest = Math.max(...slow.map(({ seconds }) => seconds)).toFixed(1);
  return `${counts.join(', ')}, the longest ${longest} s${refused.length > 0 ? advised : ''}`;
}
