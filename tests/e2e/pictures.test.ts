/** A paper's picture, from a feed to the pick in both chats, by the real clients. */
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openDocuments } from '../../src/services/importing/documents.ts'
import { createReader } from '../../src/services/importing/reader.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually } from './people.ts'

const documents = openDocuments({ bases: { arxiv: [], doi: [], openreview: [] } })
let inside: Inside
beforeAll(async () => {
  inside = await openInside({
    seeds: { '1.md': '# One\n\n## Papers\n\n### The First Of All\n' },
    reader: createReader(documents),
  })
})
afterAll(async () => {
  await inside.close()
  await documents.close()
})

const SHOWN = 'https://cdn-thumbnails.huggingface.co/social-thumbnails/papers/2412.14093.png'
const item = (title: string, picture: string, words = '') =>
  `<item><title>${title}</title><description>What ${title} says at length.</description>
   <media:content url="${picture}" medium="image">${words}</media:content></item>`

async function bring(name: string, items: string): Promise<void> {
  const content = `<?xml version="1.0"?><rss version="2.0" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>${name}</title>${items}</channel></rss>`
  const [persona, { id: channel }] = await Promise.all([inside.people.id('discord'), inside.people.room('discord')])
  const file = { name: `${name}.xml`, type: 'application/rss+xml', base64: Buffer.from(content).toString('base64') }
  await inside.act('discord', { persona, do: 'command', channel, text: '/paper add', files: { file } })
  const { catalogue } = await inside.bot().services.of(inside.rooms.discord)
  await eventually(`the papers of ${name}`, async () => (await catalogue.complete(name, 1)).length > 0)
}

async function pick(title: string): Promise<void> {
  await inside.people.type('slack', `/paper nominate ${title}`, 1)
  await inside.people.vote('discord', title, 2)
  await inside.toNextPick()
  await inside.bot().services.idle()
}

it('shows the picture of a listed host on the pick, with what it shows, and the picture of no other', async () => {
  const words = '<media:description>Otters below a bridge</media:description>'
  await bring(
    'Otters',
    item('Otters in Estuaries', SHOWN, words) + item('Seals on Sandbanks', 'https://img.example.com/s.png'),
  )
  await pick('Otters in Estuaries')
  for (const chat of CHATS) {
    const post = JSON.stringify((await inside.people.posted(chat, 'Otters in Estuaries')).components)
    expect(post).toContain(SHOWN)
    expect(post).toContain('Otters below a bridge')
  }
  await pick('Seals on Sandbanks')
  for (const chat of CHATS) {
    const post = await inside.people.posted(chat, 'Paper of the week: Seals on Sandbanks')
    expect(JSON.stringify(post.components)).not.toContain('img.example.com')
  }
  expect(JSON.stringify(await inside.bot().store.range('entries/'))).not.toContain('img.example.com')
  expect(inside.refusals()).toEqual([])
})

it('says what a picture is where its source does not, and posts the pick without one that Slack refuses', async () => {
  await bring('Ice', item('Ice on Lakes', SHOWN))
  inside.world.addFault({ chat: 'slack', match: 'chat.postMessage', error: 'invalid_blocks' })
  await pick('Ice on Lakes')
  const [discord, slack] = await Promise.all(
    CHATS.map((chat) => inside.people.posted(chat, 'Paper of the week: Ice on Lakes')),
  )
  expect(JSON.stringify(discord?.components)).toContain(
    'The picture that cdn-thumbnails.huggingface.co has of “Ice on Lakes”',
  )
  expect(JSON.stringify(slack?.components)).not.toContain(SHOWN)
  expect(slack?.reactions).toEqual([])
})

it('lists how the votes stood and what was read as tables in Slack, and in lines in Discord', async () => {
  for (const command of ['/paper results', '/paper history']) {
    const [discord, slack] = await Promise.all(CHATS.map((chat) => inside.people.type(chat, command)))
    const table = slack?.components.find((block) => JSON.stringify(block).includes('"data_table"'))
    expect(JSON.stringify(table)).toContain('Ice on Lakes')
    expect(slack?.text).toContain('Ice on Lakes')
    expect(JSON.stringify(discord?.components)).toContain('Ice on Lakes')
  }
})
