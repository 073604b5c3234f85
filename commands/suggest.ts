/** Suggests a better idea line for a paper; an organiser decides. */
import { notice } from '../src/chat/cards/notice.ts'
import { defineCommand } from '../src/chat/command.ts'

export default defineCommand({
  name: 'suggest',
  description: "Suggest a better line for a paper's idea; an organiser decides",
  answers: 'actor',
  options: {
    paper: { kind: 'paper', description: 'The paper, by its title', required: true },
    idea: { kind: 'text', description: 'What it contributes, in one sentence', required: true, max: 300 },
  },
  async run({ services, caller }, { paper, idea }) {
    await services.library.suggestIdea(caller, paper, idea)
    return notice('Thank you', ['An organiser will see your line for ', { bold: paper.title }, '.'])
  },
})
