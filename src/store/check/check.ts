import { ClaimlineError } from '../../domain/errors.ts';
import { recordKinds } from '../../domain/kinds.ts';
import { type CheckWatcher, type Findings, type StoreFault, unreadable } from '../../domain/store-check.ts';
import type { Dialect, IndexCheck } from '../engine.ts';
import type { Program } from '../program.ts';
import { checkDisputes } from './disputes.ts';
import { checkPropositions } from './propositions.ts';
import { checkRecords } from './records.ts';
import { checkSpans, checkState, checkTallies } from './tallies.ts';

/** Checks all that the tables hold; what cannot be read is a fault, and the rest is checked all the same. */
export function* checkTables(
  dialect: Dialect,
  index: IndexCheck,
  findings: Findings,
  watch: CheckWatcher,
): Program<void> {
  for (const kind of recordKinds) {
    yield* readable(findings, kind, checkRecords(dialect, kind, index, findings, watch));
  }
  yield* readable(findings, 'proposition', checkPropositions(dialect.sql, findings, watch));
  yield* readable(findings, 'dispute', checkDisputes(dialect.sql, index, findings));
  watch('tallies', 0);
  yield* readable(findings, 'file', checkState(dialect.sql, findings));
  yield* readable(findings, 'tally', checkTallies(dialect.sql, findings));
  yield* readable(findings, 'span', checkSpans(dialect.sql, findings));
}

function* readable(findings: Findings, kind: StoreFault['kind'], part: Program<void>): Program<void> {
  try {
    yield* part;
  } catch (error) {
    if (!(error instanceof ClaimlineError)) throw error;
    findings.add(unreadable(kind, 'a part of the file', error));
  }
}
