import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endOf, watchMemory } from '../harness/processes.ts';
import { launcher } from '../harness/servers.ts';
import { figure, type Job } from './job.ts';

/** A whole dataset, written to a file. */
export const exporting: Job = async ({ made }) => {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-export-'));
  try {
    const begun = performance.now();
    const format = ['--format', 'ndjson', '--out', join(directory, 'all.ndjson')];
    const child = spawn(process.execPath, [
      launcher,
      'export',
      ...format,
      '--database-url',
      `sqlite:${made.path}`,
    ]);
    const watch = watchMemory(child.pid ?? 0, 250);
    const { code, stderr } = await endOf(child);
    const samples = watch.stop();
    if (code !== 0) throw new Error(`export ended with ${code}: ${stderr.slice(-2000)}`);
    const seconds = (performance.now() - begun) / 1000;
    return [
      figure('export', 'export as NDJSON', 'records/s', [made.imported.records / seconds]),
      figure('export-peak', 'export: peak memory', 'MB', [Math.max(0, ...samples)]),
    ];
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};
