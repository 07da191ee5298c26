/** What the process's exit code says. A second signal while the server stops ends it with 128 + the signal's number. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  surroundings: 3,
  internal: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** The meaning of each exit code, for help and documentation. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'done, and nothing is wrong',
  1: 'what was given is not right: refused records, a passage not anchored, an unknown id, a damaged record; or a generator failed',
  2: 'wrong usage or settings',
  3: 'the machine does not allow it: database unusable, port taken, file not writable, a program missing, Node.js too old',
  4: 'a fault of the program itself',
};
