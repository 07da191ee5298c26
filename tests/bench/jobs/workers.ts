import { days, isoDay } from '../data/times.ts';
import { contest } from '../harness/rounds.ts';
import { type Serving, serveClaimline } from '../harness/servers.ts';
import { figure, type Job } from './job.ts';

/** Two workers beside one. Neither is pinned: on two cores they share them with what loads them. */
export const workers: Job = async ({ made, generator, pace }) => {
  const title = 'pages of 100';
  const serving: Serving[] = [];
  try {
    for (const count of ['1', '2']) {
      serving.push(await serveClaimline(made.path, { args: ['--workers', count], pin: false }));
    }
    const lines = Array.from({ length: days * 20 }, (_, index) => {
      const day = index % days;
      return `/v1/events?from=${isoDay(day)}&to=${isoDay(day + 20 + Math.floor(index / days))}&limit=100`;
    });
    const contenders = serving.map(({ origin, pids }, index) => ({
      name: String(index + 1),
      origin,
      pids,
      requests: { lines },
    }));
    const seen = await contest(generator, contenders, { ...pace, connections: pace.connections * 2 });
    const perSecond = (name: string) => seen.get(name)?.requestsPerSecond ?? 0;
    return [
      figure('workers-1', `${title}, one worker`, 'requests/s', [perSecond('1')]),
      figure('workers-2', `${title}, two workers`, 'requests/s', [perSecond('2')]),
    ];
  } finally {
    for (const one of serving) await one.stop();
  }
};
