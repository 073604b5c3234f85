/** Gives members what the club has read, as a table or as records for a program that manages references. */
import type { Block, Card } from '../../src/chat/card.ts'
import { notice } from '../../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club export',
  description: 'Get what the club has read: a table, CSV, BibTeX, RIS, CSL-JSON, and the dates as .ics',
  answers: 'actor',
  reach: 'room',
  options: {},
  run: exportCard,
})

async function exportCard({ services, about: { address }, root }: Context): Promise<Card> {
  if (address === null) {
    return notice('What the club has read', [
      'Whoever runs the bot prints it with ',
      { code: 'npm run lectern -- history' },
      '. Here it is listed by ',
      { code: `/${root} history` },
      '.',
    ])
  }
  const { lists, path, names } = await services.meetings.feed()
  const links = [...lists, { name: 'ics', path }]
  return {
    title: 'What the club has read',
    blocks: [
      ...links.map(
        (list): Block => ({ kind: 'link', url: `${address}${list.path}`, label: LABELS[list.name] ?? list.name }),
      ),
      {
        kind: 'text',
        text: `Whoever has these addresses can read it${names ? ', with the names of who presented' : ''}. Keep them within the club.`,
      },
    ],
  }
}

const LABELS: Readonly<Record<string, string>> = {
  markdown: 'Markdown table',
  csv: 'CSV',
  bibtex: 'BibTeX',
  ris: 'RIS',
  csl: 'CSL-JSON',
  ics: 'Dates as .ics',
}
