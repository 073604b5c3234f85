import type { Asked } from '../chat/asked.ts'
import { type Html, html } from './html.ts'

/** What the pages say of this bot. */
export interface About {
  /** The root command's name. */
  root: string
  /** A mail address or a URL of whoever runs it; null where none is given. */
  contact: string | null
  /** The chats that are on, by the name that people know. */
  chats: readonly { name: string; asks: readonly Asked[] }[]
}

export function contactLine(contact: string | null): Html {
  if (contact === null) return html`<p>Questions go to whoever runs this bot.</p>`
  const address = URL.canParse(contact) ? contact : `mailto:${contact}`
  return html`<p>Questions, and requests that the commands do not cover, go to <a href="${address}">${contact}</a>.</p>`
}
