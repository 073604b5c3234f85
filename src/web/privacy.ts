/** The page that says what is kept of people: made of what the store's records and the chats' rights really are. */
import type { Asked } from '../chat/asked.ts'
import { KEPT_BY_SUBJECT, type KeptKind } from '../services/kept.ts'
import { type About, contactLine } from './about.ts'
import { type Html, html, page, withCode } from './html.ts'

export function privacyPage({ root, contact, chats }: About): string {
  const command = (words: string) => `/${root} ${words}`
  return page(
    'Privacy',
    html`
<p>This bot runs reading groups: it takes votes on what to read next, posts the paper that was chosen, and keeps the discussion
of it. This page says what it keeps of you, what for and until when. It is made from the program itself, so that nothing is left out.</p>
<h2>In short</h2>
<ul>
<li>It keeps your votes, your nominations with their reasons, your suggestions, and what you write in the threads that it opens for a
paper, with your account’s id and the name that you have in the chat. Other messages are not kept.</li>
<li>What you write in such a thread can be read in every room of that reading group, in other chats too.</li>
<li>Votes are secret: nobody is shown who voted for what. The record is there so that a vote can be changed; whoever runs the bot
and can open its database can read it.</li>
<li>You see what is kept of you with <code>${command('me show')}</code>, and have it erased with <code>${command('me forget')}</code>,
in every reading group of this bot. Deleting a comment in the chat erases it here.</li>
<li>It is used for the reading groups and for nothing else: not sold, not handed on, not shown to advertisers, not used to train
anything.</li>
<li>Links, DOIs and the names of feeds that members give are looked up where they lead, without saying who asked. Files that are
handed in are read for the papers in them, and not kept.</li>
<li>Logs hold no message texts, no votes and no tokens. Backups hold what there was when they were made, until they are deleted.</li>
</ul>
${contactLine(contact)}
<h2>What the bot asks the chats for</h2>
${chats.map(({ name, asks }) => asked(name, asks))}
<h2>What is kept, field by field</h2>
${KEPT_BY_SUBJECT.map(({ about, kinds }) => html`<h3>${about}</h3>${kinds.map((kind) => keptKind(kind, command))}`)}
<p class="soft">Beside these there are leases and the like that the bot’s own processes keep for minutes, and an index for searching
the papers, which is made of the above and holds nothing else.</p>
`,
  )
}

type Command = (words: string) => string

function asked(chat: string, asks: readonly Asked[]): Html {
  const rows = asks.map(
    ({ kind, name, why }) =>
      html`<tr><th scope="row"><code>${name}</code> <small>${kind}</small></th><td>${withCode(why)}</td></tr>`,
  )
  return html`<h3>${chat}</h3><table>${rows}</table>`
}

function keptKind({ what, until, key, fields }: KeptKind, command: Command): Html {
  const rows = Object.entries({ ...(key ? { 'its key': key } : {}), ...fields }).map(
    ([field, why]) => html`<tr><th scope="row"><code>${field}</code></th><td>${withCode(why, command)}</td></tr>`,
  )
  return html`<details><summary>${what} <small>· kept ${withCode(until, command)}</small></summary><table>${rows}</table></details>`
}
