import { isIPv4 } from 'node:net'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isPublicAddress, REFUSED_RANGES } from '../../../src/services/importing/public-address.ts'

describe('an address is public', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '93.184.216.34',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
  ])('as %s is', (address) => expect(isPublicAddress(address)).toBe(true))
})

describe('an address is refused', () => {
  it.each([
    ['0.0.0.0', 'this machine'],
    ['0.1.2.3', 'this network'],
    ['10.0.0.1', 'private'],
    ['100.64.0.1', 'shared by a provider’s customers'],
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['168.63.129.16', 'a cloud’s metadata'],
    ['169.254.169.254', 'a cloud’s metadata'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.0.0.1', 'protocols'],
    ['192.0.2.1', 'documentation'],
    ['192.88.99.1', '6to4'],
    ['192.168.1.1', 'private'],
    ['198.18.0.1', 'benchmarks'],
    ['198.51.100.7', 'documentation'],
    ['203.0.113.9', 'documentation'],
    ['224.0.0.1', 'multicast'],
    ['239.255.255.250', 'multicast'],
    ['255.255.255.255', 'broadcast'],
    ['::', 'unspecified'],
    ['::1', 'loopback'],
    ['::ffff:127.0.0.1', 'mapped loopback'],
    ['::ffff:8.8.8.8', 'mapped'],
    ['::ffff:0:127.0.0.1', 'translated'],
    ['::127.0.0.1', 'compatible'],
    ['64:ff9b::7f00:1', 'NAT64'],
    ['64:ff9b:1::7f00:1', 'local NAT64'],
    ['100::1', 'discarded'],
    ['2001::1', 'Teredo'],
    ['2001:10::1', 'ORCHID'],
    ['2001:db8::1', 'documentation'],
    ['2002:7f00:1::', '6to4 loopback'],
    ['3fff::1', 'documentation'],
    ['5f00::1', 'segment routing'],
    ['fc00::1', 'private'],
    ['fd12:3456::1', 'private'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local with a zone'],
    ['fec0::1', 'site-local'],
    ['ff02::1', 'multicast'],
    ['localhost', 'no address'],
    ['127.1', 'no address as it stands'],
    ['', 'no address'],
  ])('as %s is (%s)', (address) => expect(isPublicAddress(address)).toBe(false))

  const ipv4 = fc.tuple(...Array.from({ length: 4 }, () => fc.nat(255))).map((parts) => parts.join('.'))

  it('whatever IPv4 address it hides', () => {
    const forms = [
      (hex: string, dotted: string) => [`::ffff:${dotted}`, `::ffff:${hex}`],
      (hex: string, dotted: string) => [`64:ff9b::${dotted}`, `64:ff9b::${hex}`],
      (hex: string, dotted: string) => [`::${dotted}`, `::${hex}`],
      (hex: string) => [`2002:${hex}::1`],
      (hex: string) => [`2001:0:${hex}::`],
    ]
    fc.assert(
      fc.property(ipv4, fc.constantFrom(...forms), (dotted, form) => {
        const [a = 0, b = 0, c = 0, d = 0] = dotted.split('.').map(Number)
        const hex = `${(a * 256 + b).toString(16)}:${(c * 256 + d).toString(16)}`
        for (const address of form(hex, dotted)) {
          expect(isPublicAddress(address)).toBe(false)
          expect(isPublicAddress(address.toUpperCase())).toBe(false)
        }
      }),
    )
  })

  it('exactly if a range that is set aside holds it, of IPv4', () => {
    const ranges = REFUSED_RANGES.filter(([network]) => isIPv4(network)).map(([network, prefix]) => ({
      first: numberOf(network),
      last: numberOf(network) + 2 ** (32 - prefix) - 1,
    }))
    const edges = ranges.flatMap(({ first, last }) => [first - 1, first, last, last + 1])
    const number = fc.oneof(fc.nat(0xffffffff), fc.constantFrom(...edges.filter((edge) => edge >= 0 && edge < 2 ** 32)))
    fc.assert(
      fc.property(number, (value) => {
        const isInside = ranges.some(({ first, last }) => value >= first && value <= last)
        expect(isPublicAddress(dottedOf(value))).toBe(!isInside)
      }),
    )
  })

  it('whatever text comes in its place, without a throw', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.ipV6()), (text) => typeof isPublicAddress(text) === 'boolean'))
  })

  it('if it is IPv6 and not global unicast', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(0xffff), { minLength: 8, maxLength: 8 }), (parts) => {
        const isGlobal = ((parts[0] ?? 0) & 0xe000) === 0x2000
        const address = parts.map((part) => part.toString(16)).join(':')
        if (!isGlobal) expect(isPublicAddress(address)).toBe(false)
      }),
    )
  })
})

function numberOf(dotted: string): number {
  return dotted.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
}

function dottedOf(value: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(value / 2 ** shift) % 256).join('.')
}
