import type { Qualifier } from './ast.ts';
import { codes, type Scan } from './scan.ts';

const qualifiers = new Map<number, Qualifier>([
  [codes.question, 'uncertain'],
  [codes.tilde, 'approximate'],
  [codes.percent, 'approximate_uncertain'],
]);

/**
 * Parses one of `? ~ %`; returns `exact` if there is none. The older `?~` and `~?` mean `%` (LoC EDTF, "Differences").
 * @throws TimeError if a qualifier is repeated
 */
export function parseQualifier(scan: Scan): Qualifier {
  const first = qualifiers.get(scan.code());
  if (first === undefined) return 'exact';
  const from = scan.position;
  scan.position += 1;
  const second = qualifiers.get(scan.code());
  if (second === undefined) return first;
  scan.position += 1;
  const both = 'approximate_uncertain';
  if (first === second || first === both || second === both || qualifiers.has(scan.code())) {
    throw scan.refusal('repeats a qualifier', 'one of ? (uncertain), ~ (approximate) or % (both)', from);
  }
  return both;
}
