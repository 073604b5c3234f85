import { lookup as lookUp } from 'node:dns/promises'
import { isIP } from 'node:net'
import { UserError } from '../../club/errors.ts'
import { isPublicAddress } from './public-address.ts'

export interface Address {
  address: string
  family: number
}

/** Finds the addresses of a host name. */
export type Resolve = (hostname: string) => Promise<Address[]>

export const resolveByDns: Resolve = (hostname) => lookUp(hostname, { all: true, verbatim: true })

/** '' is the port that belongs to the scheme. */
const USUAL_PORTS = new Set(['', '80', '443'])

/** Base URLs below which an address may be anywhere, on any port. */
export type Exempt = readonly URL[]

/** A whole address of the web that may be fetched, or a sentence why not. */
export function checkedUrl(text: string | URL, exempt: Exempt): URL {
  const url = URL.parse(String(text))
  if (!url)
    throw refusal(`“${shown(String(text))}” is no address of the web; write it whole, as in https://example.org/page.`)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    throw refusal(`Only addresses that begin with https:// or http:// can be fetched, not ${url.protocol}`)
  }
  if (url.username !== '' || url.password !== '') {
    throw refusal(
      'This address holds a user name or a password; leave it out, or fetch the document yourself and import the file.',
    )
  }
  if (!USUAL_PORTS.has(url.port) && !isExempt(url, exempt)) {
    throw refusal(`${url.host} is not fetched: only the usual ports of the web, 80 and 443, are.`)
  }
  return url
}

/** The addresses that a URL may be fetched from: all that its host has, if none of them is private. */
export async function checkedAddresses(url: URL, resolve: Resolve, exempt: Exempt): Promise<Address[]> {
  const hostname = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const family = isIP(hostname)
  const addresses = family === 0 ? await found(hostname, resolve) : [{ address: hostname, family }]
  if (!isExempt(url, exempt) && !addresses.every(({ address }) => isPublicAddress(address))) {
    throw refusal(`${url.hostname} is not fetched: it is on a private network, not on the public internet.`)
  }
  return addresses
}

/** What else a machine of the configuration has is not for everyone; a server may take `..%2F` for a way up. */
function isExempt({ origin, pathname }: URL, exempt: Exempt): boolean {
  const isBelow = (base: URL) => `${pathname}/`.startsWith(base.pathname.replace(/\/*$/, '/'))
  return exempt.some((base) => {
    const isWhole = base.pathname === '/'
    return base.origin === origin && (isWhole || (isBelow(base) && !/%(?:2f|5c)/i.test(pathname)))
  })
}

/** The code of what is thrown where a host name leads nowhere. */
export const UNRESOLVED = 'not-found-by-name'

async function found(hostname: string, resolve: Resolve): Promise<Address[]> {
  const addresses = await resolve(hostname).catch(() => [])
  if (addresses.length === 0) throw new UserError(UNRESOLVED, `${hostname} cannot be found; check the address.`)
  return addresses
}

export function refusal(sentence: string): UserError {
  return new UserError('not-fetched', sentence)
}

function shown(text: string): string {
  return text.length > 100 ? `${text.slice(0, 99)}…` : text
}
