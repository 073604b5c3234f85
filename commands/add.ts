/** Adds papers to the club's library from a link, pasted text or an attached file. */

import type { Block, Card } from '../src/chat/card.ts'
import { papersOf } from '../src/chat/cards/added.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { paperLine } from '../src/chat/cards/paper.ts'
import { paperMenu } from '../src/chat/cards/share.ts'
import { defineCommand } from '../src/chat/command.ts'
import { UserError } from '../src/club/errors.ts'
import type { Added } from '../src/club/services.ts'

const SHOWN = 10

export default defineCommand({
  name: 'add',
  description: "Add papers to this club's library from a link, pasted text or a file",
  answers: 'actor',
  organisers: true,
  options: {
    what: { kind: 'text', description: 'A link to a paper or digest, or text as it was pasted', max: 6000 },
    file: { kind: 'attachment', description: 'A digest, feed, BibTeX or other file' },
  },
  async run({ services, caller }, { what, file }) {
    const given = file ?? what
    if (!given)
      throw new UserError('nothing-to-add', 'Give a link to a paper or a digest, paste text, or attach a file.')
    return addedCard(await services.library.add(caller, given))
  },
})

function addedCard(added: Added): Card {
  const { title, papers, problems } = added
  const said = `Read as ${added.format}: ${papersOf(added)}.`
  return notice(
    `Added: ${title}`,
    said,
    ...list(papers.slice(0, SHOWN).map(paperLine)),
    ...menu(papers),
    ...troubles(problems),
  )
}

function list(items: ReturnType<typeof paperLine>[]): Block[] {
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

function menu(papers: Added['papers']): Block[] {
  return papers.length > 0 ? [paperMenu(papers)] : []
}

function troubles(problems: Added['problems']): Block[] {
  if (problems.length === 0) return []
  const items = problems.slice(0, SHOWN).map(({ line, message }) => `Line ${line}: ${message}`)
  const more = problems.length > SHOWN ? [`And ${problems.length - SHOWN} more.`] : []
  return [
    { kind: 'text', text: [{ bold: 'What could not be read' }] },
    { kind: 'list', items: [...items, ...more] },
  ]
}
