import { createClient, ProblemError } from '../../client/client.ts';

/** Address of the server that this page came from, with the path that a proxy may have put before it; no slash at the end. */
export const serverUrl = new URL('.', location.href).href.slice(0, -1);

/** The API of that server, by the client that ships for everybody. */
export const claimline = createClient({ baseUrl: serverUrl, retries: 1, etagCacheSize: 200 });

/** `lasting` if asking again would bring the same answer. */
export type Failure = { title: string; detail: string; lasting?: boolean };

/** Waits for a call, and returns the problem that the API answers it with. Any other outcome is undefined. */
export async function problemOf(call: Promise<unknown>): Promise<ProblemError | undefined> {
  try {
    await call;
  } catch (error) {
    if (error instanceof ProblemError) return error;
  }
  return undefined;
}

/** What to tell a person about a call that failed. */
export function failureOf(error: unknown): Failure {
  if (error instanceof ProblemError) {
    const faults = error.errors.map(({ detail }) => detail).filter((detail) => detail !== error.detail);
    return {
      title: error.title,
      detail: [error.detail, ...faults].join(' '),
      lasting: error.status === 400 || error.status === 404,
    };
  }
  if (error instanceof TypeError || (error instanceof DOMException && error.name === 'TimeoutError')) {
    return { title: 'The server does not answer', detail: 'It may be stopped, or the connection is gone.' };
  }
  return { title: 'Something went wrong', detail: error instanceof Error ? error.message : String(error) };
}

/** The records of a list from its first page on, as far as `most`; `whole` says whether that is all of them. */
export async function collect<T>(
  pages: AsyncGenerator<{ data: T[]; page: { hasMore: boolean } }>,
  most: number,
): Promise<{ records: T[]; whole: boolean }> {
  const records: T[] = [];
  for await (const { data, page } of pages) {
    records.push(...data);
    if (records.length >= most && page.hasMore) return { records, whole: false };
  }
  return { records, whole: true };
}
