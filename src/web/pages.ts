/** The pages for people: what the bot is, and how it is added; privacy and terms. Served only where PUBLIC_URL says where they are. */
import type { About } from './about.ts'
import { contactLine } from './about.ts'
import { type Listener, onlyReads } from './guarded.ts'
import { html, page } from './html.ts'
import { privacyPage } from './privacy.ts'
import { termsPage } from './terms.ts'

/** By path. `ways`: how somebody adds the bot to a server or workspace of theirs, as far as that is known by now. */
export function publicPages(
  about: About,
  ways: () => readonly { label: string; url: string }[],
): Map<string, Listener> {
  const pages: [string, () => string][] = [
    ['/', () => welcomePage(about, ways())],
    ['/privacy', () => privacyPage(about)],
    ['/terms', () => termsPage(about)],
  ]
  return new Map(pages.map(([path, text]) => [path, served(text)]))
}

function welcomePage({ root, contact }: About, ways: readonly { label: string; url: string }[]): string {
  return page(
    'Lectern, a bot for reading groups',
    html`
<p>It posts a paper of the week, takes the vote on what to read next, looks papers up, and keeps one discussion, in Discord and in
Slack at once.</p>
<ul class="ways">${ways.map(({ label, url }) => html`<li><a href="${url}">${label}</a></li>`)}</ul>
<p>Once it is there, <code>/${root} help</code> lists what it can do.</p>
${contactLine(contact)}
<p><a href="/privacy">Privacy</a> · <a href="/terms">Terms of use</a></p>
`,
  )
}

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
}

function served(text: () => string): Listener {
  return (request, response) => {
    if (!onlyReads(request)) {
      response.writeHead(405, { allow: 'GET, HEAD', 'content-type': 'text/plain' }).end('This page can only be read.\n')
      return
    }
    response.writeHead(200, HEADERS).end(text())
  }
}
