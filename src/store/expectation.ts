import { isWithdrawnStatus } from '../domain/assessment.ts';
import type { ClaimComputed, ClaimInput } from '../domain/claim.ts';
import type { EventComputed } from '../domain/event.ts';
import { statementOnce } from './computed.ts';

/**
 * What is computed of records, as far as it can be told before they are in. It is nearly always right, so that a
 * row is written once; what is not is found when the write is refreshed, and written again.
 */
export class Expectation {
  readonly #contestedKeys: ReadonlySet<string>;
  readonly #events = new Map<string, EventComputed>();

  /**
   * @param claims those that the write brings
   * @param contestedKeys the propositions that are contested before it
   */
  constructor(claims: readonly ClaimInput[], contestedKeys: ReadonlySet<string>) {
    this.#contestedKeys = contestedKeys;
    for (const claim of claims) {
      const { contested } = this.claim(claim);
      for (const id of new Set(claim.eventIds)) {
        const before = this.event(id);
        this.#events.set(id, {
          claimCount: before.claimCount + 1,
          contested: before.contested || contested,
        });
      }
    }
  }

  claim({ status = 'unreviewed', proposition }: ClaimInput): ClaimComputed {
    return {
      withdrawn: isWithdrawnStatus(status),
      contested: this.#contestedKeys.has(statementOnce(proposition).key),
    };
  }

  event(id: string): EventComputed {
    return this.#events.get(id) ?? { claimCount: 0, contested: false };
  }
}
