/** Makes a request of the API from filled fields. */

export type Field = { name: string; in: string; several: boolean; value: string };

/**
 * Returns the path and query of a request, relative to the server. Empty fields are left out; a field of several values
 * has them separated by commas.
 */
export function requestPath(template: string, fields: readonly Field[]): string {
  const query = new URLSearchParams();
  let path = template;
  for (const { name, in: place, several, value } of fields) {
    if (place === 'path') path = path.replace(`{${name}}`, encodeURIComponent(value.trim()));
    else if (value.trim() !== '') {
      for (const each of several ? value.split(',') : [value])
        if (each.trim() !== '') query.append(name, each.trim());
    }
  }
  const text = query.toString().replaceAll('%3A', ':').replaceAll('%2F', '/').replaceAll('%2C', ',');
  return text === '' ? path : `${path}?${text}`;
}

/** Returns the command that sends a request, for a POSIX shell. */
export function curlOf(
  method: string,
  url: string,
  body: { type: string; text: string } | undefined,
): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  if (body === undefined) return `curl ${quoted(url)}`;
  const header = quoted(`Content-Type: ${body.type}`);
  return `curl -X ${method} ${quoted(url)} -H ${header} --data-binary ${quoted(body.text)}`;
}
