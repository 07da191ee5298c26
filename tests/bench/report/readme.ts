import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { resultsDirectory } from '../options.ts';
import { number, peersOverview, surroundingsText, targetTable } from './markdown.ts';
import type { Results } from './results.ts';

/** The section on speed in the bench's README: made from the results that are kept, so that it says what was found. */

const begin = '## How fast\n';
const end = '\n## ';

const reproduce = `\`npm run bench\` compares Claimline with its lower limits (Fastify sending the same bytes from memory, SQLite running the
same SQL, plain inserts of the same rows) and with other servers. The rounds take turns. It writes medians as Markdown
and JSON. \`npm run bench -- --events 10000\` takes a quarter of an hour.

- \`--only\` runs only some parts, and \`--add\` adds their figures to those of earlier runs.
- \`--only shapes\` asks some 6,000 requests of every shape: each filter of each list alone, each pair of them and some
  triples, as lists, counts, facets, histograms and maps, with values that many, few or no records have. They follow
  from the tables of filters, and are kept beside the databases (\`--cache\`), so that two versions are asked the same;
  what each took is kept there, too.
- \`--only disk\` needs leave to make a control group (cgroups(7)), which root has on most systems.
- \`--install-peers\` installs the other servers.
- \`--resident\` keeps each database in memory while it is measured (with \`vmtouch\`).
- \`npm run bench:table\` renews the tables here.
- \`node tests/bench/same-answers.ts --old CHECKOUT RECORDS\` is no measurement: it imports the same records by another
  version and by this one, at one fixed time of day, asks both the same 2,000 requests, and prints what is answered
  differently.

It uses \`taskset\` (Linux) and \`wrk\`. Without them, no process is pinned to a core, and undici makes the load.
`;

/** The results of the last whole run, where there are any. */
export function keptResults(): Results | null {
  const path = join(resultsDirectory, 'bench.json');
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : null;
}

export function sectionOf(results: Results | null): string {
  if (results === null) return `${begin}\n${reproduce}`;
  const sizes = results.sizes.map(({ events }) => number(events)).join(', ');
  const about = `Measured with ${sizes} events, each with three claims. A figure without a size is from the largest database of at most a million events for which it was measured.`;
  const parts = [about, targetTable(results), peersOverview(results), surroundingsText(results), reproduce];
  return `${begin}\n${parts.filter(Boolean).join('\n\n')}`;
}

/** A README with this section in the place of the one it has. */
export function withSection(readme: string, section: string): string {
  const from = readme.indexOf(begin);
  if (from === -1) throw new Error(`the README has no heading "${begin.trim()}"`);
  const to = readme.indexOf(end, from + begin.length);
  return readme.slice(0, from) + section + readme.slice(to);
}
