const longestQuote = 80;

/** Which input a TimeError is about, where the caller knows more than the expression. */
export type TimeParameter = 'edtf' | 'timeZone' | 'extent' | 'from' | 'to' | 'on';

export type TimeErrorDetail = {
  /** The whole expression (or zone name) that was refused. */
  readonly expression: string;
  /** The offending substring; empty when something is missing. */
  readonly part: string;
  /** Where `part` begins in `expression`, in UTF-16 code units. */
  readonly offset: number;
  /** What is wrong with the part, as the rest of a sentence that begins with it. */
  readonly problem: string;
  /** What would have been accepted. */
  readonly expected: string;
  readonly parameter?: TimeParameter | undefined;
};

/** A time expression, zone or window that cannot be read. The message is one sentence fit for a person. */
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

  /** The same refusal, saying which input it is about. */
  about(parameter: TimeParameter): TimeError {
    const { expression, part, offset, problem, expected } = this;
    return new TimeError({ expression, part, offset, problem, expected, parameter });
  }
}

function sentence(detail: TimeErrorDetail): string {
  const whole = quote(detail.expression);
  const subject = detail.part === '' ? `The expression ${whole}` : quote(detail.part);
  const where = detail.part === '' || detail.part === detail.expression ? '' : ` in ${whole}`;
  return `${subject}${where} ${detail.problem}; expected ${detail.expected}.`;
}

/** Quoted as JSON does, so that control characters and lone surrogates cannot reach a log or terminal. */
function quote(text: string): string {
  return JSON.stringify(text.length > longestQuote ? `${text.slice(0, longestQuote)}…` : text);
}
