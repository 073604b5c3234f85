/** What the bot shows to the world: its pages, how it is added elsewhere, how whoever runs it is reached. */
import type { About } from '../chat/command.ts'
import type { Platform } from '../chat/platform.ts'
import { capital } from '../chat/text.ts'
import type { Listener } from '../web/guarded.ts'
import { publicPages } from '../web/pages.ts'
import type { Config } from './config.ts'

export interface Outside {
  /** By path; none without `PUBLIC_URL`. */
  pages: ReadonlyMap<string, Listener>
  /** How it is added elsewhere, as far as the chats have said so by now. */
  ways(): { label: string; url: string }[]
  /** For help. */
  about(): About
  /** Where the pages are, or why there are none. */
  sentence: string
}

export function outside(config: Config, platforms: ReadonlyMap<string, Platform>): Outside {
  const { PUBLIC_URL: url, CONTACT: contact = null, COMMAND: root } = config
  if (!url) {
    return {
      pages: new Map(),
      ways: () => [],
      about: () => ({ contact, address: null, links: [] }),
      sentence: NO_PAGES,
    }
  }
  const chats = [...platforms.values()].map(({ name, asks }) => ({ name: capital(name), asks }))
  const ways = () =>
    [...platforms.values()].flatMap(({ name, installLink }) => {
      const link = installLink?.()
      return link ? [{ label: `Add it to ${capital(name)}`, url: link }] : []
    })
  return {
    pages: publicPages({ root, contact, chats }, ways),
    ways,
    about: () => ({
      contact,
      address: url,
      links: [{ label: 'Privacy', url: `${url}/privacy` }, { label: 'Terms of use', url: `${url}/terms` }, ...ways()],
    }),
    sentence: contact ? url : `${url}, without a way to reach whoever runs the bot: set CONTACT`,
  }
}

const NO_PAGES = 'none, nor links to add the bot elsewhere: PUBLIC_URL is not set'
