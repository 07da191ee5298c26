/**
 * Returns the form in which addresses are compared: scheme and host in lower case, without the default port, with `/`
 * for an empty path (RFC 3986 section 6.2), such as `https://example.org/a` for `HTTPS://Example.ORG:443/a`.
 */
export const addressKey = (address: string): string => URL.parse(address)?.href ?? address;
