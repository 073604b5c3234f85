import { beforeAll, describe, expect, it } from 'vitest'
import type { Block, Button, Card } from '../../src/chat/card.ts'
import { loadCommands } from '../../src/start/load-commands.ts'
import { person, type TestClub, testClub, textOf } from '../fakes/club.ts'
import { interaction } from '../fakes/interaction.ts'
import { noReader } from '../fakes/no-reader.ts'
import { digest, entry } from '../library/digests.ts'

let club: TestClub
beforeAll(async () => {
  club = await testClub()
})

const buttonsOf = (card: Card): Button[] =>
  card.blocks.flatMap((block) => (block.kind === 'buttons' ? block.buttons : []))
const selectOf = (card: Card) =>
  card.blocks.find((block): block is Extract<Block, { kind: 'select' }> => block.kind === 'select')?.select
const actionOf = (card: Card, label: string) => {
  const button = buttonsOf(card).find((other) => other.label === label)
  if (!button || !('action' in button)) throw new Error(`no button ${label}`)
  return button.action
}
const share = async (card: Card) => {
  const pending = club.app.act({
    interaction: interaction(),
    action: actionOf(card, 'Share with the room'),
    values: [],
    caller: person('ada'),
    room: 'north:g1:c1',
  })
  expect(pending.answers).toBe('room')
  const reply = await pending.reply
  expect(reply.kind).toBe('card')
  return reply.kind === 'card' ? reply.card : undefined
}

describe('what is new', () => {
  const titles = (card: Card) =>
    card.blocks.flatMap((block) =>
      block.kind === 'text' && Array.isArray(block.text) && typeof block.text[0] === 'object' && 'bold' in block.text[0]
        ? [block.text[0].bold]
        : [],
    )

  it('is told once something came in, most wanted first, five at a time', async () => {
    const names = [1, 2, 3, 4, 5, 6].map((n) => `Tides of Harbour ${n}`)
    const papers = names.map((title, n) => entry(title, { date: `202${n + 1}` }))
    const page = {
      format: 'link',
      digest: digest('a-page', null, papers),
      picked: papers.map(() => null),
      problems: [],
    }
    const own = await testClub({ reader: { ...noReader, read: async () => page } })
    expect(textOf(await own.type('digest week'))).toMatch(/Nothing has come into the library since +2026-11-18/)
    await own.type('add https://tides.example.org/list', person('olga'))
    const card = await own.type('digest week')
    expect(textOf(card)).toContain('6 papers since')
    expect(titles(card)).toHaveLength(5)
    expect(titles(card)[0]).toBe('Tides of Harbour 6')
    const later = await own.click(actionOf(card, 'The next 1 of 1'))
    expect(titles(later)).toEqual(['Tides of Harbour 1'])
    await own.click(actionOf(later, 'I would read this'))
    expect(titles(await own.type('digest week'))[0]).toBe('Tides of Harbour 1')
    own.clock.advance({ hours: 8 * 24 })
    expect(textOf(await own.type('digest week'))).toContain('Nothing has come into the library since')
  })
})

describe('find', () => {
  it('is forgiving of case and order, and opens what it found', async () => {
    const card = await club.type('find FAKING alignment')
    expect(textOf(card)).toContain('Why Do Some Language Models Fake Alignment')
    const menu = selectOf(card)
    const shown = await club.click(menu?.action ?? '', [menu?.options[0]?.value ?? ''])
    expect(shown.title).toBe(menu?.options[0]?.label)
  })

  it('says what it looked for instead when a word is misspelled', async () => {
    const text = textOf(await club.type('find magistrol'))
    expect(text).toMatch(/Showing results for\s+magistral/)
    expect(text).toContain('Magistral')
  })

  it('says what was searched and what comes closest when nothing has all of it', async () => {
    const card = await club.type('find magistral blockchain')
    expect(card.title).toBe('Closest to “magistral blockchain”')
    expect(textOf(card)).toContain('No paper in the library matches all of “magistral blockchain”')
    expect(textOf(card)).toMatch(/These come closest:.*Magistral/s)
    expect(textOf(card)).not.toContain('Nothing found')
  })

  it('finds what links and numbers name, and says which of them the library lacks', async () => {
    const text = textOf(await club.type('find arXiv 2412.14093 and https://arxiv.org/abs/9912.99999v2'))
    expect(text).toContain('Alignment Faking')
    expect(text).toContain('No paper in the library has “https://arxiv.org/abs/9912.99999v2”')
    const card = await club.type('find arXiv 9912.99999')
    expect(card.title).toBe('Not in the library')
    expect(textOf(card)).toMatch(/\/paper nominate\s+looks it up/)
  })

  it('never takes an acronym for a misspelling of something else', async () => {
    for (const acronym of ['PII', 'MoEq', 'QAE', 'bqe']) {
      const text = textOf(await club.type(`find ${acronym}`))
      expect(text).not.toContain('Showing results for')
    }
  })

  it('narrows down by the date of a paper', async () => {
    expect(textOf(await club.type('find since:2025-06'))).toContain('Papers that match')
    expect(textOf(await club.type('find since:2999'))).toContain('No paper in the library matches')
    for (const bad of ['yesterday', '2025-13', '2025-02-30', '15.06.2025', '"last week"'])
      expect(textOf(await club.type(`find models since:${bad}`))).toContain(
        `“${bad.replaceAll('"', '')}” is no date for “since:”. Write a year, a month or a day`,
      )
  })

  it('looks for the papers that a message names', async () => {
    const at = club.clock.now()
    const author = { account: 'north:bo', name: 'bo' } as const
    const point = async (text: string) => {
      const message = { ref: { room: 'north:g1:c1' as const, message: 'm' }, thread: null, author, text, files: [], at }
      return textOf(
        await club.app.point({
          command: 'find',
          message,
          room: 'north:g1:c1',
          caller: person('ada'),
          interaction: interaction(),
        }).reply,
      )
    }
    expect(await point('has anyone read 1.58-BIT flux yet?')).toContain('1.58-bit FLUX')
    expect(await point('   ')).toContain('no text to look for')
  })
})

describe('show', () => {
  it('shows the idea, facts, digests and history, with buttons to nominate and to share', async () => {
    const card = await club.type('show Alignment Faking In Large Language Models')
    const text = textOf(card)
    expect(text).toContain('Greenblatt et al.')
    expect(text).toContain('11,000 likes')
    expect(text).toContain("editor's pick")
    expect(buttonsOf(card).map(({ label }) => label)).toEqual(
      expect.arrayContaining(['Nominate', 'Share with the room']),
    )
    const shared = await share(card)
    expect(textOf(shared?.footer)).toContain('Shared by')
    expect(buttonsOf(shared ?? card).map(({ label }) => label)).not.toContain('Share with the room')
  })

  it('finds a paper by a part of its title, and names the nearest when it cannot', async () => {
    expect((await club.type('show dynamic chunking')).title).toContain('Dynamic Chunking')
    expect(textOf(await club.type('show qwertyuiop asdfgh'))).toContain('qwertyuiop asdfgh')
  })

  it('offers a form to nominate, prefilled with the title', async () => {
    const card = await club.type('show Magistral')
    const pending = club.app.act({
      interaction: interaction(),
      action: actionOf(card, 'Nominate'),
      values: [],
      caller: person('ada'),
      room: 'north:g1:c1',
    })
    expect(pending.answers).toBe('form')
    const reply = await pending.reply
    if (reply.kind !== 'form') throw new Error('no form')
    expect(reply.form.intro).toBe('Magistral')
    const fields = { reason: 'a form works too' }
    const where = { caller: person('ada'), room: 'north:g1:c1' } as const
    const submitted = club.app.submit({
      action: reply.form.action,
      fields,
      files: {},
      interaction: interaction(),
      ...where,
    })
    if ('errors' in submitted) throw new Error('refused')
    expect(textOf(await submitted.reply)).toContain('Nominated: Magistral')
    expect(textOf(await club.type('show Magistral'))).toContain('On the open ballot, nominated by ada')
  })
})

it('random draws of a tag, again and again, and names the tags when there is no such', async () => {
  const card = await club.type('random interpretability')
  expect(textOf(card.footer)).toContain('interpretability')
  const pending = club.app.act({
    interaction: interaction(),
    action: actionOf(card, 'Another one'),
    values: [],
    caller: person('ada'),
    room: 'north:g1:c1',
  })
  expect(pending.answers).toBe('update')
  expect(textOf(await pending.reply)).toContain('tagged interpretability')
  expect(textOf(await club.type('random nosuchtag'))).toContain('There are:')
})

it('similar finds papers about the same things, and not the paper itself', async () => {
  const card = await club.type('similar Alignment Faking In Large Language Models')
  expect(textOf(card)).toContain('Why Do Some Language Models Fake Alignment')
  expect(selectOf(card)?.options.map(({ label }) => label)).not.toContain('Alignment Faking In Large Language Models')
  expect((await share(card))?.title).toBe(card.title)
})

it('define gives what a digest defines, and names the terms when it has none', async () => {
  const card = await club.type('define alignment FAKING')
  expect(card.title).toMatch(/alignment faking/i)
  expect((await share(card))?.title).toBe(card.title)
  expect(textOf(await club.type('define blockchain'))).toMatch(/There are: .*Alignment/)
})

it('trending ranks what each publication counted lately on its own scale', async () => {
  expect(textOf(await club.type('trending'))).toContain('Ask for more weeks')
  const card = await club.type('trending weeks:104')
  const text = textOf(card)
  expect(text).toContain('The AI Timeline')
  expect(text).toMatch(/Alignment Faking In Large Language Models +\(11,000 likes\)/)
  expect(textOf(card.footer)).toContain('never added up')
  const only = textOf(await club.type('trending weeks:104 in:timeline'))
  expect(only).toContain('The AI Timeline')
  expect(only).not.toContain('upvote')
  expect(textOf(await club.type('trending weeks:104 in:nowhere'))).toContain('Nothing called “nowhere”')
})

it('digest lists the digests and opens one, with its papers and news', async () => {
  const list = await club.type('digest')
  const menu = selectOf(list)
  expect(menu?.options).toHaveLength(5)
  const card = await club.type('digest ai-timeline-37')
  expect(textOf(card)).toContain('Qwen2.5 Technical Report')
  expect(textOf(card)).toContain('News')
  expect((await share(card))?.title).toBe(card.title)
  expect(textOf(await club.type('digest nosuch'))).toContain('There are:')
})

it('week, history and discuss say what is to come before the first pick', async () => {
  expect(textOf(await club.type('week'))).toContain('The first pick is still to come')
  expect(textOf(await club.type('history'))).toContain('has not had its first pick')
  expect(textOf(await club.type('discuss'))).toContain('The first pick is still to come')
})

it('help lists every command, and explains one', async () => {
  const text = textOf(await club.type('help'))
  const [members, others] = text.split('For organisers')
  for (const { name, description, organisers } of await loadCommands()) {
    expect(organisers ? others : members).toContain(organisers ? name : `/paper ${name}  ${description}`)
    expect(textOf(await club.type(`help ${name}`))).toContain(description)
  }
  expect(textOf(await club.type('help club set'))).toContain('The day of the pick')
})

it('completes papers by title, terms, tags, digests and commands, and nothing that is none of these', async () => {
  const complete = (command: string, option: string, text: string) =>
    club.app.complete({ command, option, text, caller: person('ada'), room: 'north:g1:c1' })
  expect((await complete('show', 'paper', 'magis')).map(({ label }) => label)).toContain('Magistral')
  expect((await complete('show', 'paper', '')).length).toBeGreaterThan(0)
  expect((await complete('define', 'term', 'fak')).map(({ label }) => label.toLowerCase())).toContain(
    'alignment faking',
  )
  expect((await complete('random', 'tag', 'inter')).map(({ label }) => label)).toContain('interpretability')
  expect((await complete('digest', 'name', 'timeline')).map(({ value }) => value)).toContain('ai-timeline-37')
  expect((await complete('help', 'command', 'club s')).map(({ label }) => label)).toEqual([
    'club set',
    'club show',
    'club skip',
    'club start',
    'club subscribe',
  ])
  expect(await complete('history', 'weeks', '1')).toEqual([])
  expect(await complete('nosuch', 'x', '1')).toEqual([])
})
