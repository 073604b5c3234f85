import { MessageFlags } from 'discord.js'
import { expect, test } from 'vitest'
import { ask, messagesOf, PAPERS, playground, unhurried } from './harness.ts'

const flags = MessageFlags.IsComponentsV2
const several = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => make(at))
const said = (content = 'a', rest: object = {}) => ({ type: 10, content, ...rest })
const row = (...components: unknown[]) => ({ type: 1, components })
const button = (rest: object = {}) => ({ type: 2, style: 1, custom_id: 'a', label: 'Vote', ...rest })
const link = (rest: object = {}) => ({ type: 2, style: 5, label: 'Read', url: 'https://a.example', ...rest })
const option = (at: number, rest: object = {}) => ({ label: `Paper ${at}`, value: `p${at}`, ...rest })
const select = (rest: object = {}) => ({ type: 3, custom_id: 'a', options: several(3, (at) => option(at)), ...rest })
const holding = (component: object) => ({ content: 'a', components: [row(component)] })
const shown = (...components: unknown[]) => ({ flags, components })
const gallery = (...items: object[]) => ({ type: 12, items })
const picture = (rest: object = {}) => ({ media: { url: 'https://a.example/b.png' }, ...rest })
const embed = (rest: object) => ({ embeds: [rest] })
const address = (length: number) => 'https://a.example/'.padEnd(length, 'x')

async function open() {
  const { discord } = await playground()
  unhurried(discord)
  return { discord, post: (body: unknown) => ask(discord, 'POST', `/channels/${PAPERS}/messages`, body) }
}

/** Each limit as a message of a given size, the largest size that Discord takes, and what it says of one more. */
const edges: [string, number, (size: number) => object, string][] = [
  ['embeds', 10, (size) => ({ embeds: several(size, () => ({ title: 'a' })) }), 'embeds BASE_TYPE_MAX_LENGTH'],
  ['an embed’s text', 4_096, (size) => embed({ description: 'a'.repeat(size) }), 'embeds.0.description'],
  ['an embed’s footer', 2_048, (size) => embed({ footer: { text: 'a'.repeat(size) } }), 'embeds.0.footer.text'],
  ['an embed’s author', 256, (size) => embed({ author: { name: 'a'.repeat(size) } }), 'embeds.0.author.name'],
  [
    'an embed’s fields',
    25,
    (size) => embed({ fields: several(size, () => ({ name: 'a', value: 'b' })) }),
    'embeds.0.fields BASE_TYPE_MAX_LENGTH',
  ],
  ['a field’s name', 256, (size) => embed({ fields: [{ name: 'a'.repeat(size), value: 'b' }] }), 'fields.0.name'],
  ['a field’s text', 1_024, (size) => embed({ fields: [{ name: 'a', value: 'b'.repeat(size) }] }), 'fields.0.value'],
  ['attachments', 10, (size) => ({ content: 'a', attachments: several(size, (id) => ({ id })) }), 'attachments BASE'],
  [
    'people who may be pinged',
    100,
    (size) => ({ content: 'a', allowed_mentions: { users: several(size, String) } }),
    'allowed_mentions.users BASE_TYPE_MAX_LENGTH',
  ],
  [
    'roles that may be pinged',
    100,
    (size) => ({ content: 'a', allowed_mentions: { roles: several(size, String) } }),
    'allowed_mentions.roles BASE_TYPE_MAX_LENGTH',
  ],
  ['a menu’s id', 100, (size) => holding(select({ custom_id: 'a'.repeat(size) })), 'custom_id BASE_TYPE_BAD_LENGTH'],
  ['a placeholder', 150, (size) => holding(select({ placeholder: 'a'.repeat(size) })), 'placeholder BASE_TYPE'],
  [
    'choices at most',
    25,
    (size) => holding({ type: 5, custom_id: 'a', max_values: size }),
    'max_values NUMBER_TYPE_MAX',
  ],
  [
    'choices at least',
    25,
    (size) => holding({ type: 5, custom_id: 'a', max_values: 25, min_values: size }),
    'min_values NUMBER_TYPE_MAX',
  ],
  ['an option’s label', 100, (size) => holding(select({ options: [option(0, { label: 'a'.repeat(size) })] })), 'label'],
  ['an option’s value', 100, (size) => holding(select({ options: [option(0, { value: 'a'.repeat(size) })] })), 'value'],
  [
    'an option’s description',
    100,
    (size) => holding(select({ options: [option(0, { description: 'a'.repeat(size) })] })),
    'options.0.description BASE_TYPE_MAX_LENGTH',
  ],
  ['a link', 512, (size) => holding(link({ url: address(size) })), 'components.0.components.0.url BASE_TYPE'],
  ['a text', 4_000, (size) => shown(said('a'.repeat(size))), 'components.0.content BASE_TYPE_BAD_LENGTH'],
  [
    'a section’s texts',
    3,
    (size) => shown({ type: 9, components: several(size, () => said()), accessory: button() }),
    'components.0.components BASE_TYPE_BAD_LENGTH',
  ],
  ['a gallery’s pictures', 10, (size) => shown(gallery(...several(size, () => picture()))), 'components.0.items BASE'],
  [
    'a picture’s description',
    1_024,
    (size) => shown(gallery(picture({ description: 'a'.repeat(size) }))),
    'items.0.description BASE_TYPE_MAX_LENGTH',
  ],
  [
    'a picture’s address',
    2_048,
    (size) => shown(gallery({ media: { url: address(size) } })),
    'items.0.media.url BASE_TYPE_BAD_LENGTH',
  ],
  ['a colour', 0xffffff, (size) => shown({ type: 17, accent_color: size, components: [said()] }), 'accent_color'],
  ['a component’s number', 2 ** 31 - 1, (size) => shown(said('a', { id: size })), 'components.0.id NUMBER_TYPE_MAX'],
  ['a separator’s room', 2, (size) => shown(said(), { type: 14, spacing: size }), 'components.1.spacing BASE_TYPE'],
]

test.for(edges)('%s: %i is taken, one more is not', async ([, most, body, fault]) => {
  const { discord, post } = await open()
  expect((await post(body(most))).status).toBe(200)
  const refused = await post(body(most + 1))
  expect(refused).toMatchObject({ status: 400, code: 50035 })
  expect(refused.faults).toContainEqual(expect.stringContaining(fault))
  expect(messagesOf(discord)).toHaveLength(1)
})

const wrong: [string, object, string][] = [
  ['a number for a text', { content: 7 }, 'content STRING_TYPE_CONVERT'],
  ['an object for a list', { content: 'a', embeds: {} }, 'embeds LIST_TYPE_CONVERT'],
  [
    'a word for a number',
    shown({ type: 17, accent_color: 'red', components: [said()] }),
    'components.0.accent_color NUMBER_TYPE_COERCE',
  ],
  ['a component that is none', shown('a'), 'components.0 MODEL_TYPE_CONVERT'],
  ['no options', holding(select({ options: null })), 'components.0.components.0.options BASE_TYPE_REQUIRED'],
  ['no id', holding(select({ custom_id: null })), 'components.0.components.0.custom_id BASE_TYPE_REQUIRED'],
  ['an empty row', shown(row()), 'components.0.components BASE_TYPE_BAD_LENGTH'],
  [
    'a menu beside a button',
    { content: 'a', components: [row(select(), button({ custom_id: 'b' }))] },
    'WIDTH_EXCEEDED',
  ],
  [
    'a section with nothing beside it',
    shown({ type: 9, components: [said()] }),
    'components.0.accessory BASE_TYPE_REQUIRED',
  ],
  ['an empty container', shown({ type: 17, components: [] }), 'components.0.components BASE_TYPE_BAD_LENGTH'],
  ['an empty gallery', shown(gallery()), 'components.0.items BASE_TYPE_BAD_LENGTH'],
  ['a file of no address', shown({ type: 13, file: {} }), 'components.0.file.url BASE_TYPE_REQUIRED'],
  ['a file from elsewhere', shown({ type: 13, file: { url: address(30) } }), 'UNFURLED_MEDIA_ITEM_INVALID_SCHEME'],
  ['a button of no style', holding(button({ style: 9 })), 'components.0.components.0.style BASE_TYPE_CHOICES'],
  ['a button that says nothing', holding(button({ label: '' })), 'BUTTON_COMPONENT_LABEL_OR_EMOJI_REQUIRED'],
  ['an address on another button', holding(button({ url: address(30) })), 'BUTTON_COMPONENT_INVALID_URL'],
  ['an id on a link', holding(link({ custom_id: 'a' })), 'BUTTON_COMPONENT_CUSTOM_ID_URL_MUTUALLY_EXCLUSIVE'],
  ['a link to nowhere', holding(link({ url: null })), 'components.0.components.0.url BASE_TYPE_REQUIRED'],
  ['no choice at most', holding(select({ max_values: 0, min_values: 0 })), 'max_values NUMBER_TYPE_MIN'],
  [
    'more chosen beforehand than may be',
    holding(select({ options: several(2, (at) => option(at, { default: true })) })),
    'SELECT_COMPONENT_TOO_MANY_DEFAULT_VALUES',
  ],
  ['a poll', { content: 'a', poll: { question: { text: 'Which?' } } }, 'poll POLL_UNAVAILABLE'],
  ['pings of another kind', { content: 'a', allowed_mentions: { parse: ['channels'] } }, 'allowed_mentions.parse'],
  [
    'pings of everybody and of some',
    { content: 'a', allowed_mentions: { parse: ['users'], users: ['1'] } },
    'allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
  ],
]

test.for(wrong)('%s is refused', async ([, body, fault]) => {
  const { discord, post } = await open()
  const refused = await post(body)
  expect(refused).toMatchObject({ status: 400, code: 50035 })
  expect(refused.faults).toEqual([expect.stringContaining(fault)])
  expect(messagesOf(discord)).toEqual([])
})

test.for(['{', '7', '{"content":"a","\\ud83d":1}'])('a body that is no JSON object is refused: %s', async (body) => {
  const { post } = await open()
  expect(await post(body)).toMatchObject({ status: 400, code: 50109 })
})

test('a form that cannot be read is no JSON, and what is too large is not read', async () => {
  const { discord } = await open()
  const to = `${discord.env.DISCORD_API_URL}/v10/channels/${PAPERS}/messages`
  const authorization = `Bot ${discord.env.DISCORD_TOKEN}`
  const headers = { authorization, 'content-type': 'multipart/form-data; boundary=x' }
  const broken = await fetch(to, { method: 'POST', headers, body: 'not a form' })
  expect([broken.status, await broken.json()]).toEqual([400, expect.objectContaining({ code: 50109 })])
  const large = await fetch(to, { method: 'POST', headers: { authorization }, body: Buffer.alloc(26_000_001, ' ') })
  expect([large.status, await large.json()]).toEqual([413, expect.objectContaining({ code: 40005 })])
})
