import FindMyWay from 'find-my-way';
import { nearestName } from '../domain/nearest.ts';
import { decodePercent } from './request/query-string.ts';

/**
 * Keeps the paths of the server's routes with the methods of each. Fastify's router looks up a method and a path
 * together, but 404, 405 and OPTIONS need all methods of a path. Paths are matched by the same router library, so both
 * agree on encoding and on the order of patterns.
 */
export class Paths {
  readonly #router = FindMyWay();
  readonly #methods = new Map<string, Set<string>>();

  /** Adds a route's path as Fastify writes it, such as `/v1/events/:eventId`, and one of its methods. */
  add(url: string, method: string): void {
    const known = this.#methods.get(url);
    if (known !== undefined) {
      known.add(method);
      return;
    }
    const methods = new Set([method]);
    this.#methods.set(url, methods);
    this.#router.on('GET', url, () => undefined, { url, methods });
  }

  /** Returns the Allow header (RFC 9110 §10.2.1) of a raw path, such as `GET, HEAD, OPTIONS`, or undefined for an unknown path. */
  allow(path: string): string | undefined {
    const methods = this.#find(path)?.methods;
    return methods === undefined ? undefined : [...new Set([...methods, 'OPTIONS'])].sort().join(', ');
  }

  /** Returns the name of the first path parameter whose value is not percent-encoded UTF-8: `eventId` in `/v1/events/%ff`. */
  malformedParameter(path: string): string | undefined {
    const segments = path.split('/');
    const readable = segments.map((segment) => (decodePercent(segment) === undefined ? 'x' : segment));
    const template = this.#find(readable.join('/'))?.url.split('/');
    const at = segments.findIndex((segment) => decodePercent(segment) === undefined);
    const name = template?.[at];
    return name?.startsWith(':') ? name.slice(1) : undefined;
  }

  /** Returns a sentence that helps with an unknown path: `Did you mean /v1/events?` */
  hint(path: string): string {
    const tidy = `/${path.split('/').filter(Boolean).join('/')}`;
    for (const candidate of [tidy, tidy.toLowerCase()]) {
      const near = this.#find(candidate);
      if (near !== undefined && candidate !== path) return `Did you mean ${templateOf(near.url)}?`;
    }
    const [, first, second] = tidy.split('/');
    const templates = [...this.#methods.keys()].map(templateOf);
    const known = templates.map((template) => template.split('/')).filter(([, root]) => root === first);
    const meant = nearestName(second ?? '', [...new Set(known.map(([, , name]) => name ?? ''))]);
    if (meant !== undefined && meant !== second) return `Did you mean /${first}/${meant}?`;
    const related = templates.filter((template) => template.startsWith(`/${first}/${second}`));
    if (related.length > 0) return `Related paths: ${related.slice(0, 12).join(', ')}.`;
    return '/openapi.json lists all paths of the API.';
  }

  #find(path: string): Known | undefined {
    const found = this.#router.find('GET', path);
    if (found === null || Object.values(found.params).includes('')) return undefined;
    return found.store ?? undefined;
  }
}

type Known = { url: string; methods: ReadonlySet<string> };

/** Turns a path of the router into one of the OpenAPI document: `/v1/events/:eventId` to `/v1/events/{eventId}`. */
const templateOf = (url: string): string => url.replaceAll(/:([A-Za-z]+)/g, '{$1}');
