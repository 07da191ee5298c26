import { isIP } from 'node:net';
import ipaddr from 'ipaddr.js';

/**
 * Returns the text that stands for a client: its IPv4 address, or the first 64 bits of its IPv6 address, since one
 * client often has all addresses of such a network (RFC 6177 §2). `::ffff:192.0.2.1` is `192.0.2.1`
 * (RFC 4291 §2.5.5.2). Any other text stands for itself: a trusted proxy may name clients in its own way.
 */
export function clientOf(address: string): string {
  if (isIP(address) !== 6) return address;
  const parsed = ipaddr.process(address);
  if (parsed instanceof ipaddr.IPv4) return parsed.toString();
  const network = parsed.parts.slice(0, 4).map((part) => part.toString(16));
  return `${network.join(':')}::/64`;
}
