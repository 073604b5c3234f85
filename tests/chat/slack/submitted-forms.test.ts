import { expect, test } from 'vitest'
import type { Form } from '../../../src/chat/card.ts'
import type { Completion, Pending, Reply, Submission } from '../../../src/chat/platform.ts'
import { stringsOf, wordsOf } from '../../e2e/words.ts'
import { account, ada, card, channel, messagesOf, room, soon, startBot, startHttpBot, until } from './bot.ts'

const CONTROL = 'nominate:ask:'
const ask = { kind: 'buttons' as const, buttons: [{ label: 'Nominate', action: CONTROL }] }
const choices = [
  { label: 'Now', value: 'now' },
  { label: 'Then', value: 'then' },
]
const form: Form = {
  action: 'nominate:form:1',
  title: 'Nominate a paper',
  submit: 'Nominate',
  intro: 'Say which.',
  inputs: [
    { name: 'paper', label: 'Which paper?', required: true, kind: 'line', max: 200 },
    { name: 'reason', label: 'Why?', required: false, kind: 'paragraph', max: 500, value: 'a start' },
    { name: 'when', label: 'When?', required: true, kind: 'choice', choices, value: 'now' },
    { name: 'lists', label: 'Lists', required: false, kind: 'file', most: 2 },
  ],
}
const typed = { paper: 'Sparse <attention> & more', reason: 'It is *short*.\n> And good.', when: 'then' }
const problem = (title = 'That did not work'): Reply => ({
  kind: 'problem',
  card: card(title, { kind: 'text', text: ['No paper has that title. Try ', { code: '/paper find' }, '.'] }),
})

/** A form that Ada has opened, filled in and sent, and what each sending is answered with. */
async function filledIn(...replies: (() => Promise<Reply>)[]) {
  const submissions: Submission[] = []
  const bot = await startBot({
    act: (): Pending => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form }), empty: form }),
    submit(submission) {
      submissions.push(submission)
      const reply = replies[submissions.length - 1]
      if (!reply) throw new Error('sent too often')
      return { answers: 'actor', reply: reply() }
    },
  })
  const { message } = await bot.bot.post(room, card('Ballot', ask), 'ballot.c.1')
  const { modal } = await bot.act({ do: 'click', persona: ada, channel, message, control: CONTROL })
  const id = modal?.id ?? ''
  const files = { lists: [{ name: 'a.bib', type: 'text/plain', base64: 'QQ==' }] }
  const submit = (fields: Record<string, string> = {}, more = {}) =>
    bot.act({ do: 'submit', persona: ada, modal: id, fields, ...more })
  return {
    ...bot,
    submissions,
    sent: () => submit(typed, { files }),
    again: () => submit(),
    open: () => modalOf(bot, id),
  }
}

function modalOf({ slack }: Pick<Awaited<ReturnType<typeof startBot>>, 'slack'>, id: string) {
  return slack.state().modals.find((one) => one.id === id)
}

const done = async (): Promise<Reply> => ({ kind: 'card', card: card('Nominated') })

test('what is found wrong with a form after it was sent is said in the form, where everything stands as it was typed', async () => {
  const { sent, again, submissions, open } = await filledIn(async () => problem(), done)
  const refused = await sent()
  expect(refused.seen).toBe('modal')
  expect(refused.modal?.errors).toEqual({ paper: 'No paper has that title. Try /paper find.' })
  const accepted = await again()
  expect(submissions.map(({ fields }) => fields)).toEqual([typed, typed])
  expect(submissions[1]?.files.lists?.map(({ name }) => name)).toEqual(['a.bib'])
  expect(accepted).toMatchObject({ seen: 'channel', message: { text: 'Nominated', onlyFor: ada } })
  expect(open()).toBeUndefined()
})

test('what is found wrong late comes into the form as well, which was kept open for it', async () => {
  const { sent, again, submissions, open, slack } = await filledIn(
    () => soon(problem(), 1_500),
    () => soon(problem(), 1_500),
    done,
  )
  for (const _ of [1, 2]) {
    const { modal } = submissions.length === 0 ? await sent() : await again()
    expect(stringsOf(modal?.view)).toContain('One moment…')
    await until('the form', () => stringsOf(open()?.view).includes('No paper has that title. Try /paper find.'))
  }
  expect(open()?.view).toMatchObject({ title: { text: 'Nominate a paper' }, submit: { text: 'Nominate' } })
  expect(stringsOf(open()?.view).filter((text) => text.includes('No paper has that title'))).toHaveLength(1)
  const { seen } = await again()
  expect(seen).toBe('channel')
  expect(submissions.map(({ fields }) => fields)).toEqual([typed, typed, typed])
  expect(slack.state().modals).toEqual([])
}, 15_000)

test('a form that takes long and works says so in the modal, and the answer comes as ever', async () => {
  const { sent, open, slack } = await filledIn(() => soon<Reply>({ kind: 'card', card: card('Nominated') }, 1_500))
  await sent()
  const told = await until('the answer', () => messagesOf({ slack }).find(({ text }) => text === 'Nominated'))
  expect(told.onlyFor).toBe(ada)
  await until('the end', () => stringsOf(open()?.view).some((text) => text.startsWith('Done.')))
}, 15_000)

test('what is found wrong once the form was closed comes as a message with what was typed', async () => {
  const { sent, open, slack } = await filledIn(() => soon(problem(), 1_800))
  await sent()
  await slack.act({ do: 'close', persona: ada, modal: open()?.id ?? '' })
  const told = await until('the message', () => messagesOf({ slack }).find(({ onlyFor }) => onlyFor === ada))
  expect(wordsOf(told)).toContain('No paper has that title')
  expect(wordsOf(told)).toContain('Sparse')
  expect(told.text).toContain('And good.')
}, 15_000)

test.each([500, 429])(
  'what is found wrong late and cannot be shown in the form (%i) comes as a message with what was typed',
  async (status) => {
    const { sent, slack, world } = await filledIn(() => soon(problem(), 1_500))
    world.addFault({ chat: 'slack', match: 'views.update', status })
    await sent()
    const told = await until('the message', () => messagesOf({ slack }).find(({ onlyFor }) => onlyFor === ada))
    expect(told.text).toContain('This is what you wrote:')
    expect(told.text).toContain('It is *short*.')
  },
  15_000,
)

test('a problem that says nothing but its title is said all the same, and a long one within a form’s limits', async () => {
  const { sent, again } = await filledIn(
    async () => ({ kind: 'problem', card: card('The ballot is closed') }),
    async () => ({ kind: 'problem', card: card('x', { kind: 'text', text: 'word '.repeat(2_000) }) }),
  )
  expect((await sent()).modal?.errors).toEqual({ paper: 'The ballot is closed' })
  expect((await again()).modal?.errors.paper?.length).toBeLessThanOrEqual(1_000)
})

test('several choices come as their lines, stand as they were in a form that was refused, and may be none', async () => {
  const several = {
    ...form,
    inputs: [{ name: 'days', label: 'Days', required: false, kind: 'choices', choices, value: 'now\nthen' }],
  } satisfies Form
  const got: string[] = []
  const { bot, act } = await startBot({
    act: (): Pending => ({ answers: 'form', reply: Promise.resolve({ kind: 'form', form: several }), empty: several }),
    submit({ fields: { days = 'nothing came' } }) {
      got.push(days)
      return { answers: 'actor', reply: got.length < 2 ? soon(problem(), 1_500) : done() }
    },
  })
  const opened = async () => {
    const { message } = await bot.post(room, card('Ballot', ask), `ballot.c.${got.length + 1}`)
    return (await act({ do: 'click', persona: ada, channel, message, control: CONTROL })).modal?.id ?? ''
  }
  const modal = await opened()
  await act({ do: 'submit', persona: ada, modal, fields: { days: '["then"]' } })
  await until('the form', () => got.length === 1)
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  await act({ do: 'submit', persona: ada, modal, fields: {} })
  await act({ do: 'submit', persona: ada, modal: await opened(), fields: {} })
  await act({ do: 'submit', persona: ada, modal: await opened(), fields: { days: '[]' } })
  expect(got).toEqual(['then', 'then', 'now\nthen', ''])
}, 15_000)

test.each([
  ['Socket Mode', startBot],
  ['HTTP', startHttpBot],
])(
  'over %s titles are offered in a form for what is typed, and what was chosen or typed stands in one refused',
  async (_way, start) => {
    const asked: Completion[] = []
    const got: string[] = []
    const offering: Form = {
      ...form,
      inputs: [{ kind: 'completed', name: 'paper', label: 'Which paper?', own: 'Another', required: true, max: 500 }],
    }
    const { bot, act, slack } = await start({
      act: (): Pending => ({
        answers: 'form',
        reply: Promise.resolve({ kind: 'form', form: offering }),
        empty: offering,
      }),
      async complete(typing) {
        asked.push(typing)
        if (typing.text === 'slow') await soon(null, 2_600)
        return [{ label: 'Sparse *attention* & more', value: 'p1' }]
      },
      submit({ fields: { paper = '' } }) {
        got.push(paper)
        return { answers: 'actor', reply: got.length % 2 === 1 ? soon(problem(), 1_000) : done() }
      },
    })
    const { message } = await bot.post(room, card('Ballot', ask), 'ballot.c.1')
    const opened = async () =>
      (await act({ do: 'click', persona: ada, channel, message, control: CONTROL })).modal?.id ?? ''
    const type = async (modal: string, text: string) =>
      (await act({ do: 'complete', persona: ada, channel, modal, control: 'paper', text })).choices
    const refused = async (modal: string, fields: Record<string, string>) => {
      await act({ do: 'submit', persona: ada, modal, fields })
      return until('the form', () => {
        const { view } = modalOf({ slack }, modal) ?? {}
        return stringsOf(view).some((text) => text.startsWith('No paper has')) && view
      })
    }

    const first = await opened()
    expect(await type(first, 'spar')).toEqual([{ name: 'Sparse *attention* & more', value: 'p1' }])
    expect(asked).toMatchObject([
      { command: 'nominate', option: 'paper', text: 'spar', room, caller: { account: account(ada) } },
    ])
    if (start === startBot) expect(await type(first, 'slow')).toEqual([])
    expect(stringsOf(await refused(first, { paper: 'p1' }))).toContain('Sparse *attention* & more')
    await act({ do: 'submit', persona: ada, modal: first, fields: {} })

    const second = await opened()
    expect(stringsOf(await refused(second, { 'paper/own': 'https://papers.example' }))).toContain(
      'https://papers.example',
    )
    await act({ do: 'submit', persona: ada, modal: second, fields: {} })
    expect(got).toEqual(['p1', 'p1', 'https://papers.example', 'https://papers.example'])
  },
  20_000,
)
