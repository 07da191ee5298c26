import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { sampleOf } from './cases/values.ts';
import { type Answer, ask } from './harness/answers.ts';
import { outputOf } from './harness/processes.ts';
import { root, type Serving, serveClaimline } from './harness/servers.ts';
import { difference, joined } from './same/compare.ts';
import { requestsOf, type SameRequest } from './same/requests.ts';

/** `node tests/bench/same-answers.ts`: asks two versions of the program the same, on databases of the same records. */

const usage = `Usage: node tests/bench/same-answers.ts --old CHECKOUT [--new CHECKOUT] [--requests 2000] [--seed N] RECORDS
       node tests/bench/same-answers.ts --old CHECKOUT [--new CHECKOUT] --old-database FILE --new-database FILE
Imports the RECORDS (a file or directory) by both, at one and the same time of day, or takes databases that were made
so: NODE_OPTIONS=--import=tests/bench/same/fixed-clock.ts claimline import RECORDS. Without --new it is this checkout.
Prints the first differences, and ends with 1 where there is one.
`;

const differencesShown = 20;

type Asked = { checkout: string; database: string };
type Asking = { old: Asked; fresh: Asked; requests: number; seed: number };

/** Imports records as `claimline import` does, while the time of day stands still. */
async function imported({ checkout, database }: Asked, records: string): Promise<void> {
  const clock = fileURLToPath(new URL('same/fixed-clock.ts', import.meta.url));
  const args = [
    join(checkout, 'src/claimline.js'),
    'import',
    records,
    '--database-url',
    `sqlite:${database}`,
  ];
  const env = { ...process.env, NODE_OPTIONS: `--import=${clock}` };
  await outputOf(process.execPath, args, { cwd: checkout, env });
}

/** Slow machines answer late: that is no difference. */
const serve = ({ checkout, database }: Asked) =>
  serveClaimline(database, { checkout, pin: false, env: { QUERY_TIMEOUT_MS: '20000', CACHE_MB: '0' } });

/** @returns how many requests are answered differently */
async function compared({ old, fresh, requests, seed }: Asking): Promise<number> {
  const serving: Serving[] = [];
  try {
    for (const one of [old, fresh]) serving.push(await serve(one));
    const [before = '', now = ''] = serving.map(({ origin }) => origin);
    const all = requestsOf(await sampleOf(before), requests, seed);
    const kinds = new Map<string, { asked: number; differ: number }>();
    let differ = 0;
    for (const request of all) {
      const [was, is] = await Promise.all([answersTo(before, request), answersTo(now, request)]);
      const found =
        was.length === is.length
          ? difference(joined(was), joined(is))
          : `pages ${was.length}, now ${is.length}`;
      const kind = kinds.get(request.kind) ?? { asked: 0, differ: 0 };
      kinds.set(request.kind, { asked: kind.asked + 1, differ: kind.differ + (found === null ? 0 : 1) });
      if (found === null) continue;
      differ += 1;
      if (differ <= differencesShown) process.stdout.write(`${request.path}\n    ${found}\n`);
    }
    for (const [kind, { asked, differ: differing }] of kinds)
      process.stdout.write(`${kind}: ${asked} asked, ${differing} differ\n`);
    return differ;
  } finally {
    for (const one of serving) await one.stop();
  }
}

/** The pages of a list, each by the cursor that this server gave; and an unchanged answer must be known as such. */
async function answersTo(origin: string, { path, pages }: SameRequest): Promise<Answer[]> {
  const answers = [await ask(origin, path)];
  const [first] = answers;
  const tag = first?.headers.etag;
  if (tag !== undefined && (await ask(origin, path, tag)).status !== 304)
    throw new Error(`${path} is not known to be unchanged`);
  for (let cursor = cursorOf(first); cursor !== null && answers.length < pages; ) {
    const next = await ask(
      origin,
      `${path}${path.includes('?') ? '&' : '?'}cursor=${encodeURIComponent(cursor)}`,
    );
    answers.push(next);
    cursor = cursorOf(next);
  }
  return answers;
}

function cursorOf(answer: Answer | undefined): string | null {
  if (answer?.status !== 200 || !answer.headers['content-type']?.includes('json')) return null;
  const body: { page?: { nextCursor?: string | null } } = JSON.parse(answer.body.toString());
  return body.page?.nextCursor ?? null;
}

function asked(args: readonly string[]):
  | (Omit<Asking, 'old' | 'fresh'> & {
      old: string;
      fresh: string;
      databases: string[];
      records: string | undefined;
    })
  | null {
  const text = { type: 'string' } as const;
  const options = {
    old: text,
    new: text,
    'old-database': text,
    'new-database': text,
    requests: text,
    seed: text,
  };
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  const databases = [values['old-database'], values['new-database']].flatMap((one) =>
    one === undefined ? [] : [resolve(one)],
  );
  const numbers = [values.requests ?? '2000', values.seed ?? '1'];
  const [records] = positionals;
  const isWhole =
    records === undefined ? databases.length === 2 : databases.length === 0 && positionals.length === 1;
  if (values.old === undefined || !isWhole || !numbers.every((one) => /^[1-9]\d{0,8}$/.test(one)))
    return null;
  return {
    old: resolve(values.old),
    fresh: resolve(values.new ?? root),
    databases,
    records: records === undefined ? undefined : resolve(records),
    requests: Number(numbers[0]),
    seed: Number(numbers[1]),
  };
}

const given = asked(process.argv.slice(2));
if (given === null) {
  process.stderr.write(usage);
  process.exitCode = 2;
} else {
  const directory = mkdtempSync(join(tmpdir(), 'claimline-same-'));
  try {
    const [before = join(directory, 'old.db'), now = join(directory, 'new.db')] = given.databases;
    const old = { checkout: given.old, database: before };
    const fresh = { checkout: given.fresh, database: now };
    if (given.records !== undefined) for (const one of [old, fresh]) await imported(one, given.records);
    const differ = await compared({ ...given, old, fresh });
    process.stdout.write(`${given.requests} requests, ${differ} answered differently\n`);
    if (differ > 0) process.exitCode = 1;
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}
