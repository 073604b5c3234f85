/** Says which of the shipped digests the club reads from. */
import { actionId } from '../../src/chat/action.ts'
import type { Form } from '../../src/chat/card.ts'
import { clubCard } from '../../src/chat/cards/club.ts'
import { chosenDigests, digestMarks, digestsInput } from '../../src/chat/cards/sources.ts'
import { defineCommand } from '../../src/chat/command.ts'

export default defineCommand({
  name: 'club digests',
  description: 'Choose which of the digests that come with the bot this group reads from',
  answers: 'actor',
  organisers: true,
  options: {},
  ask: form([]),
  async fill({ services }) {
    const shipped = services.room.shipped()
    const { digests } = await services.club.get()
    return form([digestsInput(shipped, digests)], digestMarks(shipped, digests))
  },
  run: (context) => clubCard(context),
  forms: {
    form: {
      answers: 'actor',
      /** Arg: a mark for each digest that it offered, 1 where that was chosen. */
      async run(context, shown, { fields }) {
        const { digests: now } = await context.services.club.get()
        const digests = chosenDigests(context.services.room.shipped(), fields.digests, { shown, now })
        if (digests !== undefined) await context.services.club.change({ digests })
        return clubCard(context, 'Changed. The club now')
      },
    },
  },
})

function form(inputs: Form['inputs'], shown = ''): Form {
  return {
    action: actionId('club digests', 'form', shown),
    title: 'What the group reads from',
    submit: 'Save',
    ...(inputs.length > 0 ? {} : { intro: 'The list was not there in time. Please close this and try again.' }),
    inputs,
  }
}
