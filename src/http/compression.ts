import { promisify } from 'node:util';
import { brotliCompress, constants, gzip, zstdCompress } from 'node:zlib';
import Negotiator from 'negotiator';

/**
 * Content codings of answers (RFC 9110 §8.4; zstd: RFC 8878). Compressing runs in the thread pool, never on the event
 * loop.
 */

export type Coding = 'zstd' | 'gzip';
/** Brotli (RFC 7932) is for what is compressed once and sent often: at its good qualities it takes too long for others. */
export type StaticCoding = 'br' | Coding;

/** The form of an answer that a client takes best: in a coding from so many octets on, or as it is. */
export type Form = {
  coding: Coding;
  /** Smaller bodies are sent as they are; `Infinity` for a client that takes no coding. */
  minBytes: number;
  /** Tells the forms of one answer apart in a cache; empty for the answer as it is. */
  key: string;
};

/** Below this the coding and its headers save less than they cost. */
const codedMinBytes = 1024;

const asItIs: Form = { coding: 'gzip', minBytes: Number.POSITIVE_INFINITY, key: '' };

/** A client that refuses the answer as it is (`identity;q=0`) gets any body in the coding. */
const formIn = (coding: Coding, refusesIdentity: boolean): Form => ({
  coding,
  minBytes: refusesIdentity ? 1 : codedMinBytes,
  key: `\n${coding}${refusesIdentity ? ' only' : ''}`,
});

/** In order of preference where the client has none. */
const codings = ['zstd', 'gzip', 'identity'] as const;
const staticCodings = ['br', ...codings] as const;

/** The types of `negotiator` do not have its second parameter. */
type Preferring = {
  encodings: (available: readonly string[], options: { preferred: readonly string[] }) => string[];
};

/** Accept-Encoding headers that are remembered with their forms: clients send the same few. */
const rememberedMax = 100;
const remembered = new Map<string, Form>();

/**
 * Picks the form for an Accept-Encoding header (RFC 9110 §12.5.3): `gzip, zstd` is zstd, `gzip, zstd;q=0.5` is gzip. A
 * client that sends no header may not know any coding, and gets the answer as it is; so does one that takes no coding
 * of ours and refuses the answer as it is, since an answer beats none.
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

/** Picks the coding of a static file in the same way; it has all its forms, however small. */
export const staticCodingFor = (acceptEncoding: string | undefined): StaticCoding | 'identity' =>
  (acceptEncoding === undefined ? undefined : acceptedOf(acceptEncoding, staticCodings)[0]) ?? 'identity';

/** Returns the codings that a client accepts, the best first. */
function acceptedOf<Name extends string>(acceptEncoding: string, preferred: readonly Name[]): Name[] {
  const negotiator: Preferring = new Negotiator({ headers: { 'accept-encoding': acceptEncoding } });
  const names = negotiator.encodings(preferred, { preferred });
  return names.flatMap((name) => preferred.filter((each) => each === name));
}

/** Beyond this quality brotli takes many times as long, for a tenth less. */
const brotliQuality = 5;

const compressors = {
  br: (octets: Buffer) =>
    promisify(brotliCompress)(octets, { params: { [constants.BROTLI_PARAM_QUALITY]: brotliQuality } }),
  gzip: promisify(gzip),
  zstd: promisify(zstdCompress),
};

export const compress = (octets: Buffer, coding: StaticCoding): Promise<Buffer> =>
  compressors[coding](octets);
