import { readFileSync, writeFileSync } from 'node:fs';
import { root } from './harness/servers.ts';
import { keptResults, sectionOf, withSection } from './report/readme.ts';

/** `npm run bench:table`: puts the results of the last whole run into the bench's README. */

const readme = `${root}tests/bench/README.md`;
writeFileSync(readme, withSection(readFileSync(readme, 'utf8'), sectionOf(keptResults())));
