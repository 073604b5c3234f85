/** Says which of the shipped digests the club reads from. */
import { actionId } from '../../src/chat/action.ts'
import type { Form } from '../../src/chat/card.ts'
import { clubCard } from '../../src/chat/cards/club.ts'
import { chosenDigests, digestsInput } from '../../src/chat/cards/sources.ts'
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
    return form([digestsInput(shipped, digests)])
  },
  run: (context) => clubCard(context),
  forms: {
    form: {
      answers: 'actor',
      async run(context, _arg, { fields }) {
        const digests = chosenDigests(context.services.room.shipped(), fields.digests)
        if (digests !== undefined) await context.services.club.change({ digests })
        return clubCard(context, 'Changed. The club now')
      },
    },
  },
})

function form(inputs: Form['inputs']): Form {
  return {
    action: actionId('club digests', 'form'),
    title: 'What the group reads from',
    submit: 'Save',
    ...(inputs.length > 0 ? {} : { intro: 'The list was not there in time. Please close this and try again.' }),
    inputs,
  }
}
