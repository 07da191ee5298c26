import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { unzipped, zipped } from '../../src/formats/gzip.ts';
import { all, pieces } from '../helpers/pieces.ts';

const text = 'one line after another\n'.repeat(20_000);
const packed = gzipSync(text);
const read = async (content: string | Uint8Array, size?: number) =>
  Buffer.concat(await all(unzipped(pieces(content, size)))).toString();

describe('gzip by content', () => {
  it('is taken apart, however it is cut', async () => {
    expect(await read(packed)).toBe(text);
    expect(await read(packed, 1)).toBe(text);
  });

  it('of several members is their contents one after another', async () => {
    expect(await read(Buffer.concat([gzipSync('a\n'), gzipSync('b\n')]))).toBe('a\nb\n');
  });

  it.each(['', 'x', '\u001f', 'plain text'])('leaves other bytes as they are: %j', async (plain) => {
    expect(await read(plain, 1)).toBe(plain);
  });

  it('says how far a file reaches that is cut short', async () => {
    const cut = packed.subarray(0, packed.length - 500);
    const got: Buffer[] = [];
    const reading = async () => {
      for await (const piece of unzipped(pieces(cut))) got.push(piece);
    };
    await expect(reading()).rejects.toThrow(
      `the gzip data ends too early, after ${cut.length} bytes: the file is incomplete`,
    );
    expect(text.startsWith(Buffer.concat(got).toString())).toBe(true);
  });

  it('says that it is damaged', async () => {
    const damaged = Buffer.from(packed);
    damaged.fill(0xff, 200, 260);
    await expect(read(damaged)).rejects.toThrow(/^the gzip data is damaged within its first \d+ bytes$/);
  });

  it('is what text is zipped to', async () => {
    async function* texts() {
      yield 'a\n';
      yield 'b\n';
    }
    expect(await read(Buffer.concat(await all(zipped(texts()))))).toBe('a\nb\n');
    async function* broken() {
      yield 'a';
      throw new Error('no more');
    }
    await expect(all(zipped(broken()))).rejects.toThrow('no more');
  });

  it('passes on what reading throws', async () => {
    async function* broken() {
      yield packed.subarray(0, 100);
      throw new Error('EIO');
    }
    await expect(all(unzipped(broken()))).rejects.toThrow('EIO');
  });
});
