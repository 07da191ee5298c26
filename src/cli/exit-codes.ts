/** Lists the exit codes. A second signal while the server stops ends the process with 128 + the number of the signal. */
export const exitCodes = {
  ok: 0,
  failed: 1,
  usage: 2,
  surroundings: 3,
  internal: 4,
} as const;

export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** Explains each exit code, for help and documentation. */
export const exitCodeMeanings: Readonly<Record<ExitCode, string>> = {
  0: 'success: no problems',
  1: 'the input has problems: rejected records, a passage not anchored, a quote not located, an unknown id, a damaged record; or a generator failed',
  2: 'wrong usage or settings',
  3: 'the machine does not allow it: database unusable, port in use, file not writable, a program missing, Node.js too old',
  4: 'an error in the program itself',
};
