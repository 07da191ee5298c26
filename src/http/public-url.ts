/**
 * Writes the targets of a Link header under the address that people reach the server under, which may have a path:
 * `</v1/events>; rel="next"` becomes `<https://news.example/claimline/v1/events>; rel="next"`. Without such an address
 * targets stay paths of this server.
 */
export const publicLinks = (links: string, publicUrl: string): string =>
  publicUrl === '' ? links : links.replaceAll(/<(?=\/)/g, `<${publicUrl}`);
