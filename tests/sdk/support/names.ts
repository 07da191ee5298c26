import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** How the names of the document must come out in a language. */
export type Spelling = {
  /** What the generated code has for an operation. */
  operation: (operationId: string) => string;
  /** What the generated code has for an object or an enum. */
  component: (name: string) => string;
};

type Schema = { properties?: object; enum?: unknown[] };
type Document = {
  paths: Record<string, Record<string, { operationId: string }>>;
  components: { schemas: Record<string, Schema> };
};

/** Names that a generator makes up where it has none, or where two would be the same. */
const madeUp =
  /\b(?:class|type|struct|enum|interface) (Inline\w+|\w+(?:OneOf|AllOf|AnyOf|Inner|Model)\d*|\w+[a-z]Type\d)\b|\b(VALUE_\d+)\b/g;

/** The names of the document that do not stand in generated code as they should, and those made up. */
export async function strayNames(documentFile: string, code: string, spelling: Spelling): Promise<string[]> {
  const document = JSON.parse(await readFile(documentFile, 'utf8')) as Document;
  const operations = Object.values(document.paths).flatMap((item) =>
    Object.values(item).map(({ operationId }) => spelling.operation(operationId)),
  );
  const components = Object.entries(document.components.schemas)
    .filter(([, schema]) => schema.properties !== undefined || (schema.enum?.length ?? 0) > 1)
    .map(([name]) => spelling.component(name));
  const absent = [...operations, ...components].filter((text) => !code.includes(text));
  return [
    ...absent.map((text) => `not generated: ${text}`),
    ...new Set([...code.matchAll(madeUp)].map(([text]) => `made up: ${text}`)),
  ];
}

/** All text in a directory, in files whose names end so, each under its name. */
export async function textIn(directory: string, ending: string): Promise<string> {
  const names = await readdir(directory, { recursive: true });
  const files = names.filter((name) => name.endsWith(ending)).sort();
  const texts = files.map(async (name) => `${name}\n${await readFile(join(directory, name), 'utf8')}`);
  return (await Promise.all(texts)).join('\n');
}
