/** Bytes that are read piece by piece. */
export type Bytes = AsyncIterable<Buffer>;

const byteOrderMark = Buffer.from('\ufeff');

/** Returns the bytes without the byte order mark at their beginning, if they have one. */
export async function* withoutMark(bytes: Bytes): AsyncGenerator<Buffer> {
  const { start, rest } = await peeked(bytes, byteOrderMark.length);
  const isMarked = start.subarray(0, byteOrderMark.length).equals(byteOrderMark);
  yield* isMarked ? afterBytes(rest, byteOrderMark.length) : rest;
}

/** Returns the bytes that follow the first `count` ones. */
export async function* afterBytes(bytes: Bytes, count: number): AsyncGenerator<Buffer> {
  let left = count;
  for await (const piece of bytes) {
    const skipped = Math.min(left, piece.length);
    left -= skipped;
    if (skipped < piece.length) yield piece.subarray(skipped);
  }
}

/** Returns the first bytes, at least `leastBytes` if there are so many, and all bytes in `rest`, the first included. */
export async function peeked(bytes: Bytes, leastBytes: number): Promise<{ start: Buffer; rest: Bytes }> {
  const iterator = bytes[Symbol.asyncIterator]();
  const pieces: Buffer[] = [];
  let length = 0;
  let ended = false;
  while (length < leastBytes && !ended) {
    const { value, done } = await iterator.next();
    ended = done === true;
    if (value !== undefined && !ended) {
      pieces.push(value);
      length += value.length;
    }
  }
  async function* rest() {
    try {
      yield* pieces.splice(0);
      for (let next = await iterator.next(); !next.done; next = await iterator.next()) yield next.value;
    } finally {
      await iterator.return?.();
    }
  }
  return { start: Buffer.concat(pieces, length), rest: rest() };
}
