import { decodePercent } from './request/query-string.ts';

/** Which paths exist and by which methods: the router knows only pairs of both, 404 and 405 need them apart. */

type KnownPath = { template: string; segments: readonly string[]; methods: Set<string> };

export class KnownPaths {
  readonly #paths = new Map<string, KnownPath>();

  /** Adds a path in the router's style (`/v1/events/:eventId`) and one of its methods. */
  add(path: string, method: string): void {
    const template = path.replaceAll(/:([A-Za-z]+)/g, '{$1}');
    const known = this.#paths.get(template) ?? {
      template,
      segments: template.split('/'),
      methods: new Set(),
    };
    known.methods.add(method);
    this.#paths.set(template, known);
  }

  /** Value of the Allow header for a raw path; undefined where nothing is there. */
  allow(path: string): string | undefined {
    const known = this.#match(path);
    if (known === undefined) return undefined;
    return [...new Set([...known.methods, 'OPTIONS'])].sort().join(', ');
  }

  /** Name of the first path parameter whose value is not percent-encoded UTF-8, or undefined. */
  malformedParameter(path: string): string | undefined {
    const known = this.#match(path);
    const segments = path.split('/');
    const at = known?.segments.findIndex(
      (segment, index) => isParameter(segment) && decodePercent(segments[index] ?? '') === undefined,
    );
    return at === undefined || at < 0 ? undefined : known?.segments[at]?.slice(1, -1);
  }

  /** A sentence about a path at which there is nothing: the form expected there, if one is near. */
  hint(path: string): string {
    const tidy = `/${path.split('/').filter(Boolean).join('/')}`;
    for (const candidate of [tidy, tidy.toLowerCase()]) {
      const near = this.#match(candidate);
      if (near !== undefined && candidate !== path) return `The path is written ${near.template}.`;
    }
    const [, first, second] = tidy.split('/');
    const related = [...this.#paths.keys()].filter((known) => known.startsWith(`/${first}/${second}`));
    if (related.length > 0) return `Paths there: ${related.slice(0, 12).join(', ')}.`;
    return 'Paths begin with /v1/; /openapi.json lists them all.';
  }

  /** The router decodes before it compares, so this does too. A path without parameters wins over one with. */
  #match(path: string): KnownPath | undefined {
    const segments = path.split('/').map((segment) => decodePercent(segment) ?? segment);
    const matching = [...this.#paths.values()].filter(
      (known) =>
        known.segments.length === segments.length &&
        known.segments.every((segment, index) => fits(segment, segments[index] ?? '')),
    );
    return matching.find((known) => !known.segments.some(isParameter)) ?? matching[0];
  }
}

const isParameter = (segment: string): boolean => segment.startsWith('{');

const fits = (segment: string, given: string): boolean =>
  isParameter(segment) ? given !== '' : segment === given;
