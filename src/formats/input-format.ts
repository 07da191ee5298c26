/** The formats of input, and how the name of a file tells them. */

export const inputFormats = ['json', 'ndjson', 'csv'] as const;
export type InputFormat = (typeof inputFormats)[number];

/** The format that a file's name stands for, gzipped or not. */
export function formatOfName(path: string): InputFormat | undefined {
  const [, ending] = /\.([a-z]+)(\.gz)?$/i.exec(path) ?? [];
  return { json: 'json', ndjson: 'ndjson', jsonl: 'ndjson', csv: 'csv', tsv: 'csv' }[
    ending?.toLowerCase() ?? ''
  ] as InputFormat | undefined;
}
