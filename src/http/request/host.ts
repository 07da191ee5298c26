import { HttpProblem } from '../problem.ts';
import { echo } from './query-string.ts';

/**
 * Checks the host that a request names. A page of an attacker can make its own host name resolve to 127.0.0.1 (DNS
 * rebinding) and would then read a local server as its own origin; the Host header still names the attacker's host.
 */

/** Hosts without ports, such as `example.org`, `*.example.org`, `127.0.0.1`, `[::1]`; or with one: `example.org:8443`. */
export type AllowedHosts = readonly string[] | '*';

/** The names that a machine has for itself. */
export const loopbackHosts: readonly string[] = ['localhost', '*.localhost', '127.0.0.1', '[::1]'];

/**
 * Prepares the check of a Host header; a request without one, which HTTP/1.0 allows, passes.
 * @returns a function that throws HttpProblem `misdirected_request` (RFC 9110 §15.5.20)
 */
export function hostCheck(allowed: AllowedHosts): (host: string | undefined) => void {
  if (allowed === '*') return () => undefined;
  // Nearly all requests name the same host, so the last allowed one is not compared again.
  let lastAllowed: string | undefined;
  return (host) => {
    if (host === undefined || host === '' || host === lastAllowed) return;
    if (!allowed.some((pattern) => matches(pattern, host.toLowerCase()))) {
      throw new HttpProblem(
        'misdirected_request',
        `This server does not accept the host ${echo(host)}: add it to ALLOWED_HOSTS (--allowed-hosts) to allow it.`,
      );
    }
    lastAllowed = host;
  };
}

function matches(pattern: string, host: string): boolean {
  const name = /:\d+$/.test(pattern) ? host : host.replace(/:\d*$/, '');
  const plain = name.replace(/\.$/, '');
  return pattern.startsWith('*.') ? plain.endsWith(pattern.slice(1)) : plain === pattern;
}
