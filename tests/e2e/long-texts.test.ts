import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Paper } from '../../src/library/paper.ts'
import { type Inside, openInside } from './inside.ts'
import { CHATS, eventually, type People } from './people.ts'
import { candidatesOf, readIn, stringsOf, wordsOf } from './words.ts'

/** What text is made of where a limit that counts wrongly goes wrong: several units, bytes or marks to a character. */
const SCRIPTS = {
  emoji: '👩🏽‍🚀',
  CJK: '注意力',
  combining: 'e\u0301\u0328',
  plain: ' word',
  entities: ' Q&A for everybody who asks',
}

/** Where the chats and the digests end: labels, headings, names of threads, texts. */
const TITLE_LIMITS = [75, 80, 100, 150, 256, 500]
const TEXT_LIMITS = [300, 1_000, 2_000, 3_000, 4_000]

/** Exactly so many UTF-16 units, and no half of a character. */
function filled(start: string, script: string, length: number): string {
  const whole = start + script.repeat(Math.max(0, Math.floor((length - start.length) / script.length)))
  return whole + '.'.repeat(length - whole.length)
}

const scripts = Object.values(SCRIPTS)
const around = (limits: number[]) => limits.flatMap((limit) => [limit - 1, limit, limit + 1])
const titles = around(TITLE_LIMITS)
  .filter((length) => length <= 500)
  .flatMap((length, row) => scripts.map((script, index) => ({ script, length, n: row * scripts.length + index })))
  .map(({ script, length, n }) => filled(`Paper${String(n).padStart(3, '0')}:`, script, length))
const ideas = around(TEXT_LIMITS).flatMap((length) => scripts.map((script) => filled('Idea:', script, length)))

const DIGEST = `# ${filled('Everything at its limit ', SCRIPTS.emoji, 500)}

- publication: ${filled('A publication ', SCRIPTS.CJK, 300)}

${filled('An opening ', SCRIPTS.combining, 4_001)}

## Papers

${titles
  .map((title, index) => {
    const long = ideas[index % ideas.length] ?? ''
    const names = Array.from({ length: 60 }, (_, author) => `Author ${author} ${SCRIPTS.CJK}`).join(', ')
    return `### ${title}\n\n${long}\n\n- authors: ${names}\n- tags: limits\n\n${long}\n`
  })
  .join('\n')}
## Definitions

${scripts.map((script, index) => `- **Term${index}**: ${filled('', script, 4_001)}`).join('\n')}

## News

${scripts.map((script) => `- ${filled('News ', script, 3_001)}`).join('\n')}
`

let inside: Inside
let people: People
let papers: Paper[]

beforeAll(async () => {
  inside = await openInside({ seeds: { 'limits.md': DIGEST } })
  people = inside.people
  const { catalogue } = await inside.bot().services.of(inside.rooms.discord)
  papers = (await catalogue.find('', titles.length + 1)).papers
})
afterAll(() => inside.close())

describe('texts at every limit, in every script', () => {
  it('are all in the library', async () => {
    expect(papers).toHaveLength(titles.length)
    expect(inside.log.filter((line) => line.includes('a digest'))).toEqual([])
  })

  it.each(CHATS)('F15 are answered in %s: every paper, and every command over all of them', async (chat) => {
    for (const { id, title } of papers) {
      const answer = await people.type(chat, `/paper show paper:${id}`, 1)
      expect(wordsOf(answer)).toContain(title.slice(0, 8))
    }
    const all = [
      'digest',
      'digest name:limits',
      'find text:paper',
      'find text:idea',
      'random',
      'history',
      'week',
      'vote',
    ]
    for (const command of all) await people.type(chat, `/paper ${command}`, 1)
    for (const [index] of scripts.entries()) await people.type(chat, `/paper define term:Term${index}`, 1)
    for (const { id } of papers.slice(0, 5)) await people.type(chat, `/paper similar paper:${id}`, 1)
  })

  it('F15 are completed in Discord as far as they fit', async () => {
    const persona = await people.id('discord')
    const { id: channel } = await people.room('discord')
    for (const text of ['Paper', 'Paper00', 'Paper08', '注意力']) {
      const { choices } = await inside.act('discord', {
        persona,
        do: 'complete',
        channel,
        text: `/paper show paper:${text}`,
      })
      expect(choices?.length).toBeGreaterThan(0)
    }
  })

  it('F15 are nominated, voted for, picked and discussed', async () => {
    const longest = papers.filter(({ title }) => title.length >= 499).slice(0, 10)
    const reasons = scripts.map((script) => filled('Because ', script, 300))
    for (const [index, { id }] of longest.entries()) {
      const chat = CHATS[index % 2] ?? 'discord'
      const command = `/paper nominate paper:${id} reason:${reasons[index % reasons.length]}`
      expect(wordsOf(await people.type(chat, command, index > 4 ? 1 : 0))).toContain('Nominated')
    }
    const [favourite] = longest
    const name = favourite?.title.slice(0, 8) ?? ''
    for (const chat of CHATS) {
      const ballot = await people.ballot(chat, (open) => candidatesOf(open).length === 10)
      // Each with its count, which is what is read of it here: who nominated it votes for it.
      expect(
        candidatesOf(ballot)
          .map(({ title }) => title.slice(0, 8))
          .toSorted(),
      ).toEqual(longest.map(({ title }) => title.slice(0, 8)).toSorted())
      expect(readIn(ballot).match(/· ▰+▱* ?1 vote/g)).toHaveLength(10)
      const { message } = await people.click(chat, ballot, 'Read more', 1)
      const more = wordsOf(message && (await people.settled(chat, message.id)))
      for (const { title } of longest) expect(more).toContain(title.slice(0, 8))
      expect(wordsOf(await people.vote(chat, name, 1))).toContain(name)
    }
    await inside.toNextPick()
    for (const chat of CHATS) {
      const pick = await people.posted(chat, `Paper of the week: ${name}`)
      const thread = await people.thread(chat, pick)
      for (const script of scripts) await people.say(chat, thread, filled('Well ', script, 2_000), 1)
      await people.ballot(chat)
    }
    for (const chat of CHATS) {
      await eventually('all comments', async () => {
        return wordsOf(await people.type(chat, '/paper discuss', 1)).includes(`${2 * scripts.length} comments`)
      })
      for (const command of ['week', 'results', 'history', `show paper:${favourite?.id}`, 'club show']) {
        const answer = await people.type(chat, `/paper ${command}`, 1)
        if (command !== 'club show') expect(wordsOf(answer)).toContain(name)
      }
    }
  })

  it('F15 were all taken, with no character cut in two and nothing to be told of', async () => {
    expect(inside.refusals()).toEqual([])
    const sent = [...inside.discord.requests(), ...inside.slack.requests()].flatMap(({ body }) => stringsOf(body))
    expect(sent.filter((text) => !text.isWellFormed())).toEqual([])
    expect(inside.log.filter((line) => /"level":(40|50)/.test(line))).toEqual([])
  })
})
