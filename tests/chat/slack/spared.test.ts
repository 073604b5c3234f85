/** What Slack does not take of a card is left out, and the rest is said all the same. */
import { expect, test } from 'vitest'
import type { Block } from '../../../src/chat/card.ts'
import { ada, type Bot, card, channel, messagesOf, room, shows, startBot, until } from './bot.ts'

const picture = (url = 'https://pictures.invalid/otter.png'): Block => ({ kind: 'image', url, alt: 'An otter' })
const table: Block = {
  kind: 'table',
  caption: 'Votes',
  head: ['Paper', 'Votes'],
  rows: [
    ['Otters', 3],
    ['Ice', 1],
  ],
  items: ['Otters — 3 votes', 'Ice — 1 vote'],
}
const key = 'pick.c.1'
const keyed: Block = { kind: 'buttons', buttons: [{ label: 'More', action: `week:more:${key}` }] }
const text: Block = { kind: 'text', text: 'Read it.' }
const typesOf = (blocks: readonly unknown[] = []) =>
  blocks.flatMap((block) => (block instanceof Object && 'type' in block ? [block.type] : []))
const shown = (bot: Bot, words: string) =>
  messagesOf(bot).findLast(({ text, components }) => `${text}${JSON.stringify(components)}`.includes(words))
const sent = ({ slack }: Bot, method: string) => slack.requests().filter((one) => one.method === method)

test('a post whose picture Slack cannot fetch is posted without, and so is an edit', async () => {
  const bot = await startBot({})
  const ref = await bot.bot.post(room, card('Otters', text, picture(), keyed), key)
  expect(typesOf(shown(bot, 'Otters')?.components)).toEqual(['header', 'section', 'actions'])
  expect(sent(bot, 'chat.postMessage').map(({ error }) => error ?? null)).toEqual(['invalid_blocks', null])
  await bot.bot.edit(ref, card('Otters again', text, picture(), keyed))
  expect(typesOf(shown(bot, 'Otters again')?.components)).toEqual(['header', 'section', 'actions'])
  await bot.bot.edit(ref, card('Seals', text, picture('https://pictures.example.org/seal.png'), keyed))
  expect(typesOf(shown(bot, 'Seals')?.components)).toEqual(['header', 'section', 'image', 'actions'])
})

test('what is refused for something else is not sent twice', async () => {
  const bot = await startBot({})
  bot.world.addFault({ chat: 'slack', match: 'chat.postMessage', error: 'msg_too_long' })
  await expect(bot.bot.post(room, card('Otters', picture(), keyed), key)).rejects.toMatchObject({ sent: 'no' })
  expect(shown(bot, 'Otters')).toBeUndefined()
})

test('a table is a table, with a text that says the same', async () => {
  const bot = await startBot({ runText: () => shows('actor', card('Results', table)) })
  const answer = await bot.act({ persona: ada, do: 'command', channel, text: '/paper results' })
  expect(answer.message?.components).toMatchObject([
    { type: 'header' },
    {
      type: 'data_table',
      caption: 'Votes',
      rows: [
        [{ text: 'Paper' }, { text: 'Votes' }],
        [{}, { value: 3 }],
        [{}, {}],
      ],
    },
  ])
  expect(answer.message?.text).toContain('• Otters — 3 votes')
})

test('a workspace without tables gets lines, and is not asked again', async () => {
  const bot = await startBot({ runText: () => shows('actor', card('Results', table)) })
  bot.slack.setting({ lackingBlocks: ['data_table'] })
  for (const time of [1, 2]) {
    const answer = await bot.act({ persona: ada, do: 'command', channel, text: '/paper results' })
    expect(typesOf(answer.message?.components)).toEqual(['header', 'section'])
    expect(JSON.stringify(answer.message?.components)).toContain('Otters — 3 votes')
    await until('the log', () => bot.logged.filter(({ level }) => level === 'warn').length === 1)
    expect(time).toBeGreaterThan(0)
  }
  await bot.bot.post(room, card('Otters', table, picture(), keyed), key)
  expect(typesOf(shown(bot, 'Otters')?.components)).toEqual(['header', 'section', 'actions'])
  expect(sent(bot, 'chat.postMessage').map(({ error }) => error ?? null)).toEqual(['invalid_blocks', null])
})

test('one that is more than Slack takes is said in lines from the start', async () => {
  const rows = Array.from({ length: 101 }, (_, n) => [`Paper ${n}`, n])
  const bot = await startBot({})
  await bot.bot.post(room, card('Long', { ...table, rows } as Block, keyed), key)
  expect(typesOf(shown(bot, 'Long')?.components)).toEqual(['header', 'section', 'actions'])
  expect(sent(bot, 'chat.postMessage')).toHaveLength(1)
})
