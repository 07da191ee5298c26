import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import Negotiator from 'negotiator';

/**
 * Compresses responses (content codings: RFC 9110 §8.4, zstd: RFC 8878). Compression runs in the thread pool, never on
 * the event loop.
 */

export type Coding = 'zstd' | 'gzip';
/** Brotli (RFC 7932) is used only for files that are compressed once and sent often. It is too slow for responses. */
export type StaticCoding = 'br' | Coding;

/** The form of a response that a client prefers: compressed if it has at least `minBytes` octets, or uncompressed. */
export type Form = {
  coding: Coding;
  /** Smaller bodies are sent uncompressed. `Infinity` for a client that accepts no coding. */
  minBytes: number;
  /** Part of the cache key that tells the forms of a response apart. Empty for the uncompressed form. */
  key: string;
};

/** Smaller bodies are not compressed: it would save less than it costs. */
const codedMinBytes = 1024;

const asItIs: Form = { coding: 'gzip', minBytes: Number.POSITIVE_INFINITY, key: '' };

/** Returns the form of a coding. A client that rejects uncompressed bodies (`identity;q=0`) gets every body compressed. */
const formIn = (coding: Coding, refusesIdentity: boolean): Form => ({
  coding,
  minBytes: refusesIdentity ? 1 : codedMinBytes,
  key: `\n${coding}${refusesIdentity ? ' only' : ''}`,
});

/** The codings in our order of preference, for clients without one. */
const codings = ['zstd', 'gzip', 'identity'] as const;
const staticCodings = ['br', ...codings] as const;

/** The types of `negotiator` do not have its second parameter. */
type Preferring = {
  encodings: (available: readonly string[], options: { preferred: readonly string[] }) => string[];
};

/** Maximum number of Accept-Encoding headers cached with their forms. Clients send the same few headers. */
const rememberedMax = 100;
const remembered = new Map<string, Form>();

/**
 * Picks the form for an Accept-Encoding header (RFC 9110 §12.5.3): zstd for `gzip, zstd`, gzip for `gzip, zstd;q=0.5`.
 * A client without the header may know no coding, and gets the uncompressed form. A client that accepts neither our
 * codings nor the uncompressed form also gets the uncompressed form, because any response is better than an error.
 */
export function formFor(acceptEncoding: string | string[] | undefined): Form {
  if (acceptEncoding === undefined) return asItIs;
  const accepted = String(acceptEncoding);
  const known = remembered.get(accepted);
  if (known !== undefined) return known;
  const taken = acceptedOf(accepted, codings);
  const [best] = taken;
  const form = best === 'zstd' || best === 'gzip' ? formIn(best, !taken.includes('identity')) : asItIs;
  if (remembered.size >= rememberedMax) remembered.clear();
  remembered.set(accepted, form);
  return form;
}

/** Picks the coding of a static file in the same way. Files of any size have compressed forms. */
export const staticCodingFor = (acceptEncoding: string | undefined): StaticCoding | 'identity' =>
  (acceptEncoding === undefined ? undefined : acceptedOf(acceptEncoding, staticCodings)[0]) ?? 'identity';

/** Returns the codings that a client accepts, in order of preference. */
function acceptedOf<Name extends string>(acceptEncoding: string, preferred: readonly Name[]): Name[] {
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  const names = negotiator.encodings(preferred, { preferred });
  return names.flatMap((name) => preferred.filter((each) => each === name));
}

/** Higher qualities take several times as long and save little more. */
const brotliQuality = 5;

const compressors = {
  br: (octets: Buffer) =>
    promisify(brotliCompress)(octets, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: promisify(gzip),
  zstd: promisify(zstdCompress),
};

export const compress = (octets: Buffer, coding: StaticCoding): Promise<Buffer> =>
  compressors[coding](octets);
