import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { schemaDump } from '../helpers/schema-dump.ts';

const path = fileURLToPath(new URL('../../migrations/sqlite/schema.sql', import.meta.url));

it('the committed schema is what all migrations make', () => {
  const made = schemaDump();
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(path, made);
  const advice =
    'migrations/sqlite/schema.sql is stale: run `UPDATE_GOLDEN=1 npx vitest run --config tests/vitest.config.ts tests/house/schema-dump.test.ts`';
  expect(readFileSync(path, 'utf8'), advice).toBe(made);
});

it('the dump holds the tables and leaves out what SQLite keeps for itself', () => {
  const made = schemaDump();
  for (const name of [
    'TABLE event (',
    'TABLE claim (',
    'VIRTUAL TABLE actor_words',
    'VIRTUAL TABLE event_point',
    'INDEX event_by_span',
    'TRIGGER revision_is_append_only_update',
  ]) {
    expect(made).toContain(`CREATE ${name}`);
  }
  expect(made).not.toMatch(
    /actor_words_(data|idx|docsize|config)|event_point_(node|rowid|parent)|sqlite_autoindex/,
  );
});
