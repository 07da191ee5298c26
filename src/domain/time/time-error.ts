const longestQuote = 80;

/** The field that a TimeError is about, if it is not the expression. */
type TimeParameter = 'timeZone' | 'extent';

export type TimeErrorDetail = {
  /** The whole expression, or the name of a zone, that was refused. */
  readonly expression: string;
  /** The part of the expression that is wrong; empty if something is missing. */
  readonly part: string;
  /** Offset of `part` in `expression`, in UTF-16 code units. */
  readonly offset: number;
  /** The fault, as the rest of a sentence that begins with the part: "is not a month". */
  readonly problem: string;
  /** A description of the texts that would be right: "a month from 01 to 12". */
  readonly expected: string;
  readonly parameter?: TimeParameter | undefined;
};

/** A time expression, zone or window that cannot be read. The message is one sentence for people. */
export class TimeError extends Error {
  override readonly name = 'TimeError';
  readonly expression: string;
  readonly part: string;
  readonly offset: number;
  readonly problem: string;
  readonly expected: string;
  readonly parameter: TimeParameter | undefined;

  constructor(detail: TimeErrorDetail) {
    super(sentence(detail));
    this.expression = detail.expression;
    this.part = detail.part;
    this.offset = detail.offset;
    this.problem = detail.problem;
    this.expected = detail.expected;
    this.parameter = detail.parameter;
  }
}

function sentence(detail: TimeErrorDetail): string {
  const whole = quote(detail.expression);
  const subject = detail.part === '' ? `The expression ${whole}` : quote(detail.part);
  const where = detail.part === '' || detail.part === detail.expression ? '' : ` in ${whole}`;
  return `${subject}${where} ${detail.problem}; expected ${detail.expected}.`;
}

/** Quotes a text as JSON does, so that no control character or lone surrogate reaches a log or a terminal. */
function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text);
}
