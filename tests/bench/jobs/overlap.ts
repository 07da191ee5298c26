import { days, isoDay } from '../data/times.ts';
import { contest } from '../harness/rounds.ts';
import { serveClaimline } from '../harness/servers.ts';
import { figure, type Job } from './job.ts';

/** What a day possibly touches, with long and open events among the others and without. */
export const overlap: Job = async ({ shape, made, databases, generator, pace }) => {
  const without = await databases.get({ ...shape, longShare: 0 });
  const paths = { with: made.path, without: without.path };
  const serving = [await serveClaimline(paths.with), await serveClaimline(paths.without)];
  try {
    const lines = Array.from({ length: days * 10 }, (_, index) => {
      const hour = String(Math.floor(index / days)).padStart(2, '0');
      return `/v1/events?from=${isoDay(index % days)}T${hour}:00Z&to=${isoDay(index % days)}T23:59Z&limit=20`;
    });
    const contenders = Object.keys(paths).map((name, index) => ({
      name,
      origin: serving[index]?.origin ?? '',
      pids: serving[index]?.pids ?? [],
      requests: { lines },
    }));
    const seen = await contest(generator, contenders, pace);
    const p50 = (name: string) => [seen.get(name)?.p50Ms ?? 0];
    return [
      figure('overlap-long', 'events of a day, 5 % of all being long', 'ms', p50('with')),
      figure('overlap-short', 'events of a day, none of all being long', 'ms', p50('without')),
    ];
  } finally {
    for (const one of serving) await one.stop();
  }
};
