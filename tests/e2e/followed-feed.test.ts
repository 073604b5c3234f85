import { afterAll, beforeAll, expect, it } from 'vitest'
import { type LocalServer, serve, text } from '../services/importing/local-server.ts'
import { CHATS, eventually, type People } from './people.ts'
import { openStage, type Stage } from './stage.ts'
import { candidatesOf, wordsOf } from './words.ts'

let stage: Stage
let people: People
let server: LocalServer
let feed = ''

beforeAll(async () => {
  server = await serve({
    '/feed': (response, request) => text(feed, { 'content-type': 'application/rss+xml' })(response, request),
  })
  stage = await openStage()
  people = stage.people
  await stage.startBot({ ARXIV_API_URL: server.origin })
})
afterAll(async () => {
  await stage.close()
  await server.close()
})

const rss = (...titles: string[]) =>
  `<rss version="2.0"><channel><title>The Morning Post</title>${titles
    .map((title) => `<item><title>${title}</title><description>We propose ${title}.</description></item>`)
    .join('')}</channel></rss>`

it('a paper of a followed feed is found, nominated, picked, and gets a better line, through both chats', async () => {
  feed = rss('Kites over Copenhagen')
  const followed = await people.type('discord', `/paper follow feed:${server.origin}/feed`)
  expect(wordsOf(followed)).toContain('Following The Morning Post')
  expect(wordsOf(await people.type('slack', `/paper follow ${server.origin}/feed/`))).toContain('already')
  expect(wordsOf(await people.type('slack', `/paper follow ${server.origin}/feed`, 1))).toContain('Only organisers')

  feed = rss('Kites over Copenhagen', 'Lanterns under Lisbon')
  const [first] = candidatesOf(await people.ballot('slack'))
  await people.vote('slack', first?.title ?? '', 1)
  await stage.control('clock', { toNextPick: true })
  for (const chat of CHATS) {
    const pick = wordsOf(await people.posted(chat, 'Followed feeds'))
    expect(pick).toContain('brought 1 new paper')
    await eventually(`the new paper in ${chat}`, async () =>
      wordsOf(await people.type(chat, '/paper find lanterns lisbon', 1)).includes('Lanterns under Lisbon'),
    )
  }
  expect(wordsOf(await people.type('slack', '/paper nominate Lanterns under Lisbon', 1))).toContain('Nominated')
  for (const chat of CHATS) await people.vote(chat, 'Lanterns under Lisbon', 1)

  const line = 'Lights the streets of Lisbon from below.'
  await people.type('slack', `/paper suggest Lanterns under Lisbon idea:${line}`, 1)
  const accepted = await people.click('discord', await people.type('discord', '/paper club ideas'), 'Accept')
  expect(wordsOf(accepted.message)).toContain('shows the line of')
  await stage.control('clock', { toNextPick: true })
  for (const chat of CHATS) {
    const pick = wordsOf(await people.posted(chat, 'Paper of the week: Lanterns under Lisbon'))
    expect(pick).toContain(line)
    expect(pick).toContain('in the words of')
    expect(pick).toContain('Better idea lines')
  }
})
