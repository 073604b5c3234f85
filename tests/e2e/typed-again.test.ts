import { afterAll, beforeAll, expect, it } from 'vitest'
import { openStage, type Stage } from './stage.ts'
import { controlOf } from './words.ts'

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
})
afterAll(() => stage.close())

it('what was typed into a form in Discord that was refused is there again after the bot was killed', async () => {
  const { people, act } = stage
  const first = await stage.startBot()
  const persona = await people.id('discord', 1)
  const unknown = await people.type('discord', '/paper nominate paper:Terns that nobody has counted', 1)
  const form = await people.click('discord', unknown, 'Describe it yourself', 1)
  const typed = 'They fly far, with an emoji 👩‍👩‍👧‍👦'
  const fields = { title: 'Terns', link: 'tern.pdf', people: '', reason: typed }
  const refused = await act('discord', { do: 'submit', persona, modal: form.modal?.id ?? '', fields })
  const { id } = await people.settled('discord', refused.message?.id ?? '')
  const message = (await stage.state()).discord
  await first.kill('SIGKILL')
  await stage.startBot()
  const shown = message.channels.flatMap(({ messages }) => messages).find((one) => one.id === id)
  const channel = (await people.room('discord')).id
  const control = controlOf(shown, 'Open the form again')
  const again = await act('discord', { do: 'click', persona, channel, message: id, control })
  expect(JSON.stringify(again.modal?.view)).toContain(typed)
})
