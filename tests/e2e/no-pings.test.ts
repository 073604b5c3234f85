import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AccountId } from '../../src/club/keys.ts'
import type { StoredMessage } from '../../src/playground/discord/records.ts'
import type { ChatName, MessageView } from '../../src/playground/types.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, everythingIn, type People } from './people.ts'
import { stringsOf, wordsOf } from './words.ts'

/** What pings, links, hides or formats on one chat or the other. */
const PINGS =
  '@everyone @here <@111222333> <@!111222333> <@&111222333> <#111222333> </x:1> <!channel> <!here> <@U1> <#C1>'
/** No longer than the shortest option. */
const SHORT = '@everyone <@111222333> <!here> </x:1>'
const NASTY = `${PINGS} **b** _i_ ~~s~~ \`c\` ||h|| [l](http://x.example) :smile: <http://y.example|z>`

const DIGEST = `# ${escaped(`Digest ${NASTY}`)}

- publication: ${escaped(PINGS)}

## Papers

### ${escaped(`Nasty ${NASTY}`)}

${escaped(`Idea ${NASTY}`)}

- authors: ${escaped(PINGS)}
- tags: nasty

${escaped(`Remark ${NASTY}`)}

${['One', 'Two', 'Three', 'Four', 'Five'].map((title) => `### Paper ${title}\n\nIts idea.\n`).join('\n')}
## Definitions

- **Nasty**: ${escaped(NASTY)}

## News

- ${escaped(NASTY)}
`

/** As Markdown that gives back the text as it is. */
function escaped(text: string): string {
  return text.replace(/[!-/:-@[-`{-~]/g, '\\$&')
}

let inside: Inside
let people: People

async function shareNasty(chat: ChatName, command: string): Promise<void> {
  const shown = await people.type(chat, command)
  const { message, error } = await people.click(chat, shown, 'Share with the room')
  expect(error).toBeUndefined()
  expect(message?.onlyFor).toBeNull()
}

beforeAll(async () => {
  inside = await openInside({ seeds: { 'nasty.md': DIGEST } })
  people = inside.people
  const { app } = inside.bot()
  const { catalogue } = await inside.bot().services.of(inside.rooms.discord)
  const paper = (await catalogue.resolve('Nasty')).id

  const nominated = app.run({
    interaction: 'test:1',
    room: inside.rooms.discord,
    caller: { account: 'discord:444555666', name: `Name ${NASTY}`, admin: false },
    command: 'nominate',
    values: { paper, reason: `Reason ${PINGS}` },
  })
  expect((await nominated.reply).kind).toBe('card')
  for (const chat of CHATS) {
    const ballot = await people.ballot(chat, (open) => wordsOf(open).includes('Nasty'))
    const more = await people.click(chat, ballot, 'Read more', 1)
    expect(wordsOf(await people.settled(chat, more.message?.id ?? ''))).toContain('Reason')
    await people.vote(chat, 'Nasty', 1)
    for (const command of [
      `find text:${PINGS}`,
      `show paper:${NASTY}`,
      `define term:${SHORT}`,
      `help command:${SHORT}`,
    ])
      await people.type(chat, `/paper ${command}`)
    for (const command of ['find nasty', 'digest nasty', 'define nasty', `show paper:${paper}`])
      await shareNasty(chat, `/paper ${command}`)
  }
  await inside.toNextPick()
  for (const chat of CHATS) {
    const thread = await people.thread(chat, await people.posted(chat, 'Paper of the week: Nasty'))
    await people.say(chat, thread, `Comment ${NASTY}`, 1)
    const place = { persona: await people.id(chat), channel: (await people.room(chat)).id }
    const { message } = await inside.act(chat, { ...place, do: 'say', text: 'By somebody of a strange name' })
    await app.heard({
      room: inside.rooms[chat],
      thread,
      message: message?.id ?? '',
      kind: 'said',
      author: { account: await accountOf(chat), name: `Name ${NASTY}` },
      text: `Comment ${NASTY}`,
      at: Temporal.Now.instant(),
    })
  }
  for (const chat of CHATS) {
    await eventually('all comments', async () =>
      wordsOf(await people.type(chat, '/paper discuss')).includes('4 comments'),
    )
    await shareNasty(chat, '/paper discuss')
    for (const command of ['week', 'results', 'history', 'vote', 'club show'])
      await people.type(chat, `/paper ${command}`)
  }
})
afterAll(() => inside.close())

/** As a bot's store names a member of the chat. */
async function accountOf(chat: ChatName): Promise<AccountId> {
  const parts = inside.rooms[chat].split(':')
  return [...parts.slice(0, chat === 'slack' ? 2 : 1), await people.id(chat, 1)].join(':') as AccountId
}

async function byBot(chat: ChatName): Promise<MessageView[]> {
  return (await inside.chats())[chat].channels.flatMap(everythingIn).filter(({ author }) => author.bot)
}

describe('titles, ideas, names, reasons and comments that try to ping', () => {
  it.each(CHATS)('F23 are shown in %s', async (chat) => {
    const words = (await byBot(chat)).map(wordsOf).join('\n')
    for (const shown of ['Nasty', 'Idea', 'Name', 'Reason', 'Comment', 'Remark', 'Shared by'])
      expect(words).toContain(shown)
  })

  it('F23 ping nobody in Discord: every message forbids mentions, and no mark stands unescaped', () => {
    const sent = inside.discord.requests().filter(({ body }) => JSON.stringify(body)?.includes('"components"'))
    expect(sent.length).toBeGreaterThan(20)
    for (const { body } of sent) expect(JSON.stringify(body)).toContain('"allowed_mentions":{"parse":[]}')
    const stored = inside.world.collection<StoredMessage>('discord.messages').values()
    const bot = inside.discord.state().bot.id
    for (const { pings } of stored.filter(({ author }) => author === bot)) {
      expect(pings).toEqual({ users: [], roles: [], everyone: false })
    }
    const texts = stored.filter(({ author }) => author === bot).flatMap(({ components }) => contentsOf(components))
    expect(texts.join('\n')).toContain('everyone')
    for (const text of texts) {
      expect(text).not.toMatch(/(?<!\\)@(everyone|here)/)
      expect(text).not.toMatch(/(?<!\\)<(@[!&]?|#)(111222333|U1|C1)/)
      expect(text).not.toMatch(/(?<!\\)<[/!]/)
      expect(text).not.toMatch(/(?<![\\|])\|\|h/)
      expect(text).not.toMatch(/(?<!\\)\[l\]\(/)
    }
  })

  it('F23 ping nobody in Slack: every call forbids it, and no mark stands unescaped', async () => {
    const posted = inside.slack
      .requests()
      .filter(({ method }) => method.startsWith('chat.p') || method === 'chat.update')
    const posts = posted.filter(({ method }) => method !== 'chat.getPermalink')
    expect(posts.length).toBeGreaterThan(4)
    for (const { body } of posts)
      expect({ parse: body.parse, names: String(body.link_names) }).toEqual({ parse: 'none', names: 'false' })
    const texts = (await byBot('slack')).flatMap((message) => [message.text, ...marked(message.components)])
    expect(texts.join('\n')).toContain('everyone')
    for (const text of texts) {
      expect(text).not.toMatch(/<[@#]/)
      expect(text).not.toMatch(/<!(?!date\^)/)
      expect(text).not.toMatch(/<http:\/\/y\.example/)
    }
  })

  it('F23 were all taken', () => {
    expect(inside.refusals()).toEqual([])
    expect(inside.log.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
  })
})

/** What Discord reads as Markdown. */
function contentsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(contentsOf)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, part]) => (key === 'content' ? stringsOf(part) : contentsOf(part)))
}

/** What Slack reads as its markup. */
function marked(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(marked)
  if (typeof value !== 'object' || value === null) return []
  if (Reflect.get(value, 'type') === 'mrkdwn') return stringsOf(Reflect.get(value, 'text'))
  return Object.values(value).flatMap(marked)
}
