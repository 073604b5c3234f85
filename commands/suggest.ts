/** Suggests a better idea line for a paper; an organiser decides. */
import type { Rich } from '../src/chat/card.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'suggest',
  description: "Suggest a better line for a paper's idea; an organiser decides",
  answers: 'actor',
  reach: 'room',
  options: {
    paper: { kind: 'paper', description: 'The paper, by its title', required: true },
    idea: {
      kind: 'text',
      description: 'What it contributes, in one sentence',
      required: true,
      max: 300,
      example: 'Shows that depth can stand in for width',
    },
  },
  async run({ services, caller }, { paper, idea }) {
    const { before } = await services.library.suggestIdea(caller, paper, idea)
    const text: Rich = ['An organiser will see your line for ', { bold: paper.title }]
    return notice('Thank you', [
      ...text,
      before ? ' in place of your earlier one.' : '.',
      ' Once it is accepted, the paper shows it with your name, and the next pick says so. If it is rejected, nothing is posted.',
    ])
  },
})
