import { statSync } from 'node:fs';
import { days, isoDay } from '../data/times.ts';
import { MemoryGroup } from '../harness/memory-group.ts';
import { anonymousMb, outputOf } from '../harness/processes.ts';
import { serveClaimline } from '../harness/servers.ts';
import { eachRound, figure, type Job } from './job.ts';

/** Room for the memory that a server takes from one moment to the next: more than a tenth of a small file. */
const roomMb = 64;

/**
 * Lists from the disk: the server and the file's pages share a control group (cgroups(7)) that has memory for what is
 * the server's own and for a tenth of the file. First the same group keeps the whole file.
 */
export const disk: Job = async ({ made, generator, pace }) => {
  const group = MemoryGroup.make();
  if (group === null) {
    const note = 'needs leave to make a control group of memory';
    return [
      {
        id: 'disk',
        title: '20 events, memory for a tenth of the file',
        value: null,
        unit: 'ms',
        rounds: 0,
        note,
      },
    ];
  }
  try {
    // Pages that somebody else has read are not the group's.
    await outputOf('vmtouch', ['-e', made.path]);
    const serving = await serveClaimline(made.path, { env: { CACHE_MB: '0' }, group });
    try {
      await outputOf(...group.within('dd', [`if=${made.path}`, 'of=/dev/null', 'bs=1M']));
      const took = async () => {
        const lines = Array.from({ length: days * 10 }, (_, index) => {
          const day = (index * 7919) % days;
          return `/v1/events?from=${isoDay(day)}T0${index % 10}:00Z&to=${isoDay(day + 30)}&limit=20`;
        });
        const load = { connections: 1, seconds: pace.seconds };
        return (await generator.run(serving.origin, { lines }, load)).p50Ms;
      };
      await took();
      const whole = await eachRound(pace, took);
      const megabytes =
        anonymousMb(serving.child.pid ?? 0) + Math.max(roomMb, statSync(made.path).size / 1e7);
      await group.limit(megabytes);
      await took();
      const tenth = await eachRound(pace, took);
      return [
        figure('disk', '20 events, memory for a tenth of the file', 'ms', tenth),
        figure('disk-memory', '20 events, memory for the file', 'ms', whole),
      ];
    } finally {
      await serving.stop();
    }
  } finally {
    await group.remove();
  }
};
