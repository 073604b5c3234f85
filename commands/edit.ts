/** Corrects what the club added of a paper. */
import { notice } from '../src/chat/cards/notice.ts'
import { paperMenu } from '../src/chat/cards/share.ts'
import { defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'edit',
  description: 'Correct the title, people, date or link of a paper that this club added',
  answers: 'actor',
  organisers: true,
  options: {
    paper: { kind: 'paper', description: 'The paper, by its title', required: true },
    title: { kind: 'text', description: 'Its right title', max: 500 },
    people: { kind: 'text', description: 'Who wrote it, by comma', max: 1000 },
    date: { kind: 'text', description: 'When: a year, a month or a day, such as 2024-06', max: 10 },
    link: { kind: 'text', description: 'A link to it', max: 1000 },
  },
  async run({ services }, { paper, ...facts }) {
    const now = await services.library.edit(paper, facts)
    const isSaid = facts.title === undefined || now.title === facts.title.trim()
    const text = isSaid
      ? [{ bold: now.title }, ' is corrected, and stays so whatever its source says.']
      : ['Your title is kept, but an older digest calls it ', { bold: now.title }, ', and that one is shown.']
    return notice('Corrected', text, paperMenu([now]))
  },
})
