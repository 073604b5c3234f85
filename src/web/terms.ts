/** The page that says on which terms the bot may be used. */
import { type About, contactLine } from './about.ts'
import { html, page } from './html.ts'

export function termsPage({ root, contact }: About): string {
  return page(
    'Terms of use',
    html`
<p>This bot runs reading groups. Whoever adds it to a server or workspace, or uses it there, agrees to these terms.</p>
<ul>
<li>It is offered as it is, free of charge, and without a promise that it runs, stays or keeps what it was given. Groups can take
their own data with them: ask whoever runs the bot for an export.</li>
<li>Whoever starts a reading group, and its organisers, answer for it: for who may take part, and for the papers, lists and feeds
that are added. Add only what may be shown to the group.</li>
<li>The rules of the chat that it is used in hold here too.</li>
<li>Do not use it to flood, to deceive, or to reach what is not yours. There are limits to how much one server or workspace may ask
of it in a minute; what is refused says when to try again.</li>
<li>A server or workspace that harms the bot or others may be shut out.</li>
<li>To stop using it, remove it from the server or workspace. <code>/${root} me forget</code> erases what is kept of one person.</li>
<li>What is kept is said on the page <a href="/privacy">Privacy</a>.</li>
</ul>
${contactLine(contact)}
`,
  )
}
