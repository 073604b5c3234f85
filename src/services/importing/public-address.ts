import { BlockList, isIPv4, isIPv6 } from 'node:net'

/**
 * Whether an address belongs to a machine of the public internet. Of IPv4 everything that IANA sets aside is refused, of
 * IPv6 everything but global unicast: that leaves out loopback, local, multicast and every form that holds an IPv4 address
 * (mapped, translated, 6to4, Teredo), behind which a private one could hide.
 */
export function isPublicAddress(address: string): boolean {
  if (isIPv4(address)) return !SET_ASIDE.check(address, 'ipv4')
  if (!isIPv6(address) || address.includes('%')) return false
  return GLOBAL.check(address, 'ipv6') && !SET_ASIDE.check(address, 'ipv6')
}

const GLOBAL = new BlockList()
GLOBAL.addSubnet('2000::', 3, 'ipv6')

/** Ranges that no document is fetched from, with what they are for. */
export const REFUSED_RANGES: readonly (readonly [network: string, prefix: number, what: string])[] = [
  ['0.0.0.0', 8, 'this network'],
  ['10.0.0.0', 8, 'private'],
  ['100.64.0.0', 10, 'shared by the customers of a provider'],
  ['127.0.0.0', 8, 'loopback'],
  ['168.63.129.16', 32, 'the metadata of a cloud'],
  ['169.254.0.0', 16, 'link-local, metadata of clouds'],
  ['172.16.0.0', 12, 'private'],
  ['192.0.0.0', 24, 'protocols'],
  ['192.0.2.0', 24, 'documentation'],
  ['192.31.196.0', 24, 'name servers of private ranges'],
  ['192.52.193.0', 24, 'multicast tunnels'],
  ['192.88.99.0', 24, '6to4 relays'],
  ['192.168.0.0', 16, 'private'],
  ['192.175.48.0', 24, 'name servers of private ranges'],
  ['198.18.0.0', 15, 'benchmarks'],
  ['198.51.100.0', 24, 'documentation'],
  ['203.0.113.0', 24, 'documentation'],
  ['224.0.0.0', 4, 'multicast'],
  ['240.0.0.0', 4, 'reserved, broadcast'],
  ['2001::', 23, 'protocols, Teredo'],
  ['2001:db8::', 32, 'documentation'],
  ['2002::', 16, '6to4'],
  ['2620:4f:8000::', 48, 'name servers of private ranges'],
  ['3fff::', 20, 'documentation'],
]

const SET_ASIDE = new BlockList()
for (const [network, prefix] of REFUSED_RANGES) {
  SET_ASIDE.addSubnet(network, prefix, isIPv4(network) ? 'ipv4' : 'ipv6')
}
