import { readdirSync, readlinkSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { WaitingLine } from '../../src/domain/import-scratch.ts';
import { openScratch } from '../../src/store/sqlite/scratch.ts';

const waiting = (line: number, more: Partial<WaitingLine> = {}): WaitingLine => ({
  line,
  kind: 'claim',
  id: `c-${line}`,
  datasetId: 'd',
  record: '{}',
  raw: null,
  unmet: [{ key: 'event e', pointer: '/eventIds/0' }],
  ...more,
});

it('hands out what waits by kind and line, in pages that fit into memory', () => {
  const scratch = openScratch();
  const large = 'x'.repeat(1024 * 1024);
  scratch.wait(Array.from({ length: 20 }, (_, index) => waiting(index + 1, { record: large })));
  scratch.wait([
    waiting(21, { kind: 'event', id: 'e', unmet: [] }),
    waiting(22, { kind: 'actor', id: 'a', unmet: [] }),
  ]);
  const lines: number[] = [];
  let last: WaitingLine | null = null;
  for (
    let page = scratch.waitingAfter(last, 1000);
    page.length > 0;
    page = scratch.waitingAfter(last, 1000)
  ) {
    expect(page.length).toBeLessThanOrEqual(6);
    lines.push(...page.map(({ line }) => line));
    last = page.at(-1) ?? null;
  }
  expect(lines).toEqual([22, 21, ...Array.from({ length: 20 }, (_, index) => index + 1)]);
  scratch.noteAbsent(['event e']);
  scratch.doom();
  expect(scratch.doomedAfter(0, 1000).length).toBeLessThanOrEqual(4);
  scratch.close();
});

it('leaves no file behind, whatever ends it', () => {
  const scratch = openScratch();
  scratch.noteGiven(
    Array.from({ length: 400_000 }, (_, index) => ({ key: `claim c-${index}`, digest: 'x'.repeat(80) })),
  );
  const open = readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      return [readlinkSync(`/proc/self/fd/${fd}`)];
    } catch {
      return [];
    }
  });
  const files = open.filter((path) => /tmp/.test(path) && /\(deleted\)$/.test(path));
  expect(files.length, `its file has no name any more: ${open.join(', ')}`).toBeGreaterThan(0);
  scratch.close();
});
