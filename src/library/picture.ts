/** A picture of a paper, as a feed, a digest or the paper's own page gives it. Whoever shows it fetches it: the bot never does. */
import { z } from 'zod'

export const Picture = z.object({
  /** Where it stands, `https://`. */
  url: z.url({ protocol: /^https$/ }).max(1000),
  /** What it shows, in its source's words. */
  alt: z.string().trim().min(1).max(300).optional(),
})
export type Picture = z.infer<typeof Picture>

/** Where pictures of papers stand, unless whoever runs the bot says otherwise. */
export const PICTURE_HOSTS: readonly string[] = [
  'cdn-thumbnails.huggingface.co',
  'cdn-uploads.huggingface.co',
  'aclanthology.org',
  'iiif.elifesciences.org',
  'journals.plos.org',
  'media.springernature.com',
  'pub.mdpi-res.com',
  'upload.wikimedia.org',
]

/** What a source names as a picture, where it can be one of a paper: not a logo, and nothing of a network of one's own. */
export function pictureAt(address: string | null | undefined, alt?: string | null): Picture | null {
  const url = (address ?? '').trim()
  if (!/^https:\/\//i.test(url) || !URL.canParse(url)) return null
  const { hostname, port, username, password, pathname } = new URL(url)
  const isOpen = hostname.includes('.') && !/^(?:\[.*\]|[\d.]+)$/.test(hostname) && !OWN.test(hostname)
  if (!isOpen || port !== '' || username !== '' || password !== '' || OF_A_SITE.test(pathname)) return null
  const said = alt?.replace(/\s+/g, ' ').trim().slice(0, 300).trim()
  const picture = Picture.safeParse({ url, ...(said ? { alt: said } : {}) })
  return picture.success ? picture.data : null
}

const OWN = /\.(?:local|localhost|internal|lan|home|test|invalid|example|onion)$/i
/** What stands on every page of a site says nothing of a paper. */
const OF_A_SITE = /(?:logo|favicon|icon|avatar|banner|placeholder|default)[^/]*$|\.svg$/i

/** Whether a picture stands with one of these hosts, or below one: `example.org` has `img.example.org` too. */
export function isShownFrom(hosts: readonly string[], { url }: Picture): boolean {
  const { hostname } = new URL(url)
  return hosts.some((host) => hostname === host || hostname.endsWith(`.${host}`))
}
