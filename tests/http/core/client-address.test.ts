import fc from 'fast-check';
import { expect, it } from 'vitest';
import { clientOf } from '../../../src/http/client-address.ts';

it.each([
  ['192.0.2.1', '192.0.2.1'],
  ['::ffff:192.0.2.1', '192.0.2.1'],
  ['::FFFF:c000:201', '192.0.2.1'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['2001:0DB8:0:0:ffff:ffff:ffff:ffff', '2001:db8:0:0::/64'],
  ['2001:db8:0:1::', '2001:db8:0:1::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
  ['unknown', 'unknown'],
  ['[2001:db8::1]:4711', '[2001:db8::1]:4711'],
  ['', ''],
])('%s is the client %s', (address, client) => {
  expect(clientOf(address)).toBe(client);
});

const group = fc.nat(0xffff).map((number) => number.toString(16));
const half = fc.tuple(group, group, group, group).map((groups) => groups.join(':'));

it('takes addresses for one client if, and only if, their first 64 bits are the same', () => {
  fc.assert(
    fc.property(half, half, half, half, (network, other, host, otherHost) => {
      // ::ffff:0:0/96 are IPv4 addresses, and each is a client.
      fc.pre(network !== '0:0:0:0' && other !== '0:0:0:0');
      expect(clientOf(`${network}:${host}`)).toBe(clientOf(`${network}:${otherHost}`));
      expect(clientOf(`${network}:${host}`) === clientOf(`${other}:${host}`)).toBe(network === other);
    }),
  );
});
