import type { Fault } from '../../domain/errors.ts';

/** Parses the query of a URL strictly: a part that cannot be read exactly is a fault, never a guess. */

/** Longest part of a client's text that an error repeats, in characters. */
const echoMaxChars = 100;

/** Returns a client's text as an error repeats it: shortened and in quotes. */
export function echo(text: string): string {
  return `"${text.length > echoMaxChars ? `${text.slice(0, echoMaxChars)}…` : text}"`;
}

/** Returns the path of a URL without its query. */
export function pathOf(url: string): string {
  const end = url.indexOf('?');
  return end < 0 ? url : url.slice(0, end);
}

/** Returns the query of a URL, after its `?`; an empty text if it has none. */
export function searchOf(url: string): string {
  const start = url.indexOf('?');
  return start < 0 ? '' : url.slice(start + 1);
}

export type QueryValues = { values: Map<string, string[]>; faults: Fault[] };

/**
 * Splits a raw query into the values of each parameter, in order. It decodes the query as a form (`+` is a space, WHATWG
 * URL §5.1), which is how browsers and generated clients encode it. Malformed percent-encoding, bytes that are not UTF-8
 * and NUL are faults. Characters outside ASCII never pass Node's parser. Empty pieces (`a=1&`) are ignored.
 */
export function parseQueryString(search: string): QueryValues {
  const values = new Map<string, string[]>();
  const faults: Fault[] = [];
  for (const piece of search.split('&')) {
    if (piece === '') continue;
    const equals = piece.indexOf('=');
    const rawName = equals < 0 ? piece : piece.slice(0, equals);
    const rawValue = equals < 0 ? '' : piece.slice(equals + 1);
    const name = decodeText(rawName);
    const value = decodeText(rawValue);
    if (!name.ok) faults.push(encodingFault(rawName, name.wrong));
    else if (!value.ok) faults.push(encodingFault(name.text, value.wrong));
    else append(values, name.text, value.text);
  }
  return { values, faults };
}

function append(values: Map<string, string[]>, name: string, value: string): void {
  const earlier = values.get(name);
  if (earlier === undefined) values.set(name, [value]);
  else earlier.push(value);
}

function encodingFault(name: string, wrong: string): Fault {
  const parameter = name.slice(0, echoMaxChars);
  return { parameter, detail: `${parameter} ${wrong}.`, code: 'invalid_parameter' };
}

type Decoded = { ok: true; text: string } | { ok: false; wrong: string };

function decodeText(raw: string): Decoded {
  if (!raw.includes('%')) return { ok: true, text: raw.includes('+') ? raw.replaceAll('+', ' ') : raw };
  const text = decodePercent(raw.replaceAll('+', ' '));
  if (text === undefined) {
    return { ok: false, wrong: `is not percent-encoded UTF-8; got ${echo(raw)}` };
  }
  if (text.includes('\0')) return { ok: false, wrong: 'must not contain NUL (U+0000)' };
  return { ok: true, text };
}

/** Decodes percent-encoding; returns undefined if it is malformed, overlong, or encodes a lone surrogate. */
export function decodePercent(raw: string): string | undefined {
  try {
    return decodeURIComponent(raw);
  } catch {
    return undefined;
  }
}
