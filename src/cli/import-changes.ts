import { type ListedChange, listedChange } from '../actions/import-changes.ts';
import { limits } from '../domain/limits.ts';
import type { MemberChange } from '../domain/member-changes.ts';
import type { RecordChange } from '../domain/store.ts';
import type { Terminal } from './terminal.ts';

/** Prints what an import changes, for `--diff`: for people at once, for programs as a part of the one document. */
export class ChangeList {
  readonly #terminal: Terminal;
  readonly #isJson: boolean;
  readonly #listed: ListedChange[] = [];
  #omitted = 0;

  constructor(terminal: Terminal, isJson: boolean) {
    this.#terminal = terminal;
    this.#isJson = isJson;
  }

  async add(changes: readonly RecordChange[]): Promise<void> {
    const listed = changes.map(listedChange);
    if (!this.#isJson) {
      await this.#terminal.lines(listed.flatMap(changeLines));
      return;
    }
    const room = limits.reportedChangesMax - this.#listed.length;
    this.#listed.push(...listed.slice(0, room));
    this.#omitted += Math.max(0, listed.length - room);
  }

  /** Returns the members of the JSON document. */
  get json(): { changes: ListedChange[]; changesOmitted: number } {
    return { changes: this.#listed, changesOmitted: this.#omitted };
  }
}

const changeLines = ({ outcome, kind, id, members }: ListedChange): string[] => [
  `${outcome} ${kind} ${id}`,
  ...members.map(memberLine),
];

const memberLine = ({ pointer, before, after }: MemberChange): string =>
  `  ${pointer}: ${valueText(before)} → ${valueText(after)}`;

const valueText = (value: unknown): string => {
  if (value === null) return 'none';
  const text = JSON.stringify(value);
  return text.length <= valueCharactersMax ? text : `${text.slice(0, valueCharactersMax)}…`;
};

/** The JSON document has the whole value. */
const valueCharactersMax = 200;
