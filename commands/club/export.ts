/** Gives members what the club has read, as a table or as records for a program that manages references. */
import { actionId } from '../../src/chat/action.ts'
import type { Block, Card } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { sentExport } from '../../src/chat/cards/sent-export.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { isOrganiser } from '../../src/club/club.ts'

export default defineCommand({
  name: 'club export',
  description: 'Get what the club has read: a table, CSV, BibTeX, RIS, CSL-JSON, and the dates as .ics',
  answers: 'actor',
  reach: 'room',
  options: {},
  run: exportCard,
  actions: { list: { answers: 'actor', run: sendList }, all: { answers: 'actor', run: sendAll } },
})

async function exportCard({ services, caller, about: { address } }: Context): Promise<Card> {
  const lists = address === null ? await sendButtons(services) : await linksTo(services, address)
  const all: Block = {
    kind: 'buttons',
    buttons: [{ label: 'Send me all that is kept', action: actionId('club export', 'all') }],
  }
  return {
    title: 'What the club has read',
    blocks: [...lists, ...(isOrganiser(await services.club.get(), caller) ? [all] : [])],
  }
}

/** Without a web address it is sent as a file. */
async function sendButtons(services: Context['services']): Promise<Block[]> {
  const { lists } = await services.meetings.feed()
  const buttons = lists.map(({ name }) => ({
    label: LABELS[name] ?? name,
    action: actionId('club export', 'list', name),
  }))
  return [
    { kind: 'text', text: 'Which file shall the bot send you?' },
    { kind: 'buttons', buttons },
  ]
}

async function linksTo(services: Context['services'], address: string): Promise<Block[]> {
  const { lists, path, names } = await services.meetings.feed()
  const links = [...lists, { name: 'ics', path }]
  return [
    ...links.map(
      (list): Block => ({ kind: 'link', url: `${address}${list.path}`, label: LABELS[list.name] ?? list.name }),
    ),
    {
      kind: 'text',
      text: `Whoever has these addresses can read it${names ? ', with the names of who presented' : ''}. Keep them within the club.`,
    },
  ]
}

async function sendList({ services, caller }: Context, format: string): Promise<Card> {
  await services.club.handList(caller, format)
  return notice('Sent', 'The file is in your conversation with the bot.')
}

async function sendAll(context: Context): Promise<Card> {
  await context.services.club.requireOrganiser(context.caller)
  return sentExport(context)
}

const LABELS: Readonly<Record<string, string>> = {
  markdown: 'Markdown table',
  csv: 'CSV',
  bibtex: 'BibTeX',
  ris: 'RIS',
  csl: 'CSL-JSON',
  ics: 'Dates as .ics',
}
