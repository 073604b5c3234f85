/** Corrects what the club added of a paper, merges it with another that is the same work, or parts it where it is two. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Button, Card, Form, Rich } from '../src/chat/card.ts'
import { WHICH_PAPER } from '../src/chat/cards/describe.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { paperById } from '../src/chat/cards/paper-by-id.ts'
import { paperMenu } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { Paper } from '../src/library/paper.ts'
import type { Part } from '../src/ports/library.ts'

export default defineCommand({
  name: 'edit',
  description: 'Correct the title, people, date or link of a paper that this club added',
  answers: 'actor',
  organisers: true,
  options: {
    paper: { kind: 'paper', description: 'The paper, by its title', required: true },
    title: { kind: 'text', description: 'Its right title', max: 500 },
    people: { kind: 'text', description: 'Who wrote it, by comma', max: 1000 },
    date: { kind: 'text', description: 'When: a year, a month or a day, such as 2024-06', max: 10 },
    link: { kind: 'text', description: 'A link to it', max: 1000 },
  },
  async run(context, { paper, ...facts }) {
    if (Object.values(facts).every((fact) => fact === undefined)) return mendingCard(context, paper)
    const { now, oneWith } = await context.services.library.edit(paper, facts)
    if (oneWith) return mergeFirstCard(now, oneWith)
    await context.services.rounds.followPapers()
    const isSaid = facts.title === undefined || now.title === facts.title.replace(/\s+/g, ' ').trim()
    const text = isSaid
      ? [{ bold: now.title }, ' is corrected, and stays so whatever its source says.']
      : ['Your title is kept, but an older digest calls it ', { bold: now.title }, ', and that one is shown.']
    return notice('Corrected', text, paperMenu([now]))
  },
  actions: {
    merge: {
      answers: 'form',
      empty: (id) => mergeForm(id, undefined),
      run: async (context, id) => mergeForm(id, (await paperById(context, id)).title),
    },
    /** Arg: the ids of both. */
    join: {
      answers: 'actor',
      async run(context, ids) {
        const [one = '', other = ''] = ids.split('.')
        const [paper, same] = [await paperById(context, one), await paperById(context, other)]
        return paper.id === same.id ? mergedCard(paper, null) : merge(context, paper, same)
      },
    },
    part: { answers: 'actor', run: part },
  },
  forms: {
    merge: {
      answers: 'actor',
      async run(context, id, { fields: { paper = '' } }) {
        const other = await context.services.catalogue.resolve(paper)
        return merge(context, await paperById(context, id), other)
      },
    },
  },
})

async function mendingCard({ services }: Context, paper: Paper): Promise<Card> {
  const parts = await services.library.parts(paper.id)
  const merging: Button = { label: 'Merge it with another', action: actionId('edit', 'merge', paper.id) }
  return notice(
    `Mend “${paper.title}”`,
    [
      'Say what is to be corrected: ',
      { code: 'title:' },
      ', ',
      { code: 'people:' },
      ', ',
      { code: 'date:' },
      ' or ',
      { code: 'link:' },
      '. Where another paper of the library is the same work, merge the two.',
    ],
    ...(parts.length > 1 ? partBlocks(paper.id, parts) : []),
    { kind: 'buttons', buttons: [merging] },
  )
}

/** Two papers do not become one by the way: what was said of them, voted and chosen would be one's too. */
function mergeFirstCard(paper: Paper, other: Paper): Card {
  const merging: Button = { label: 'Merge the two', action: actionId('edit', 'join', `${paper.id}.${other.id}`) }
  return notice(
    'Are they one paper?',
    [
      'Corrected so, ',
      { bold: paper.title },
      ' would become one paper with ',
      { bold: other.title },
      ', which is in the library too. Nothing was changed. If they are one work, merge them here, and correct it then; if they are two, correct what tells them apart, such as the people and the date.',
    ],
    { kind: 'buttons', buttons: [merging] },
  )
}

/** As many as a menu offers. */
const CHOICES = 25

function partBlocks(id: string, parts: readonly Part[]): Block[] {
  const shown = parts.slice(0, CHOICES)
  return [
    { kind: 'text', text: 'It is made of this. Choose what is another work, and that becomes a paper of its own:' },
    { kind: 'list', items: shown.map((part): Rich => [{ bold: part.title }, `, ${apart(part)}`]) },
    {
      kind: 'select',
      select: {
        action: actionId('edit', 'part', id),
        placeholder: 'Part what is another work',
        min: 1,
        max: shown.length - 1,
        options: shown.map((part) => ({ label: part.title, value: part.place, hint: apart(part) })),
      },
    },
  ]
}

/** What tells one entry of a paper from another: `by Ada Lovelace, 2024, in Weekly Papers`. */
function apart({ authors: [author, ...others], date, arxivId, doi, digest }: Part): string {
  const by = author === undefined ? '' : `by ${author}${others.length > 0 ? ' and others' : ''}`
  const number = arxivId ? `arXiv:${arxivId}` : doi ? `doi:${doi}` : ''
  return [by, date?.slice(0, 4), number, `in ${digest}`].filter((fact) => fact).join(', ')
}

function mergeForm(id: string, title: string | undefined): Form {
  return {
    action: actionId('edit', 'merge', id),
    title: 'Merge two papers',
    submit: 'Merge',
    ...(title ? { intro: title } : {}),
    inputs: [{ ...WHICH_PAPER, label: 'Which paper is the same?' }],
  }
}

async function merge({ services }: Context, paper: Paper, other: Paper): Promise<Card> {
  const merged = await services.library.merge(paper, other)
  await services.rounds.followPapers()
  return mergedCard(merged, merged.title === paper.title ? other.title : paper.title)
}

/** `beside`: what the other one was called; null where it is not known any more. */
function mergedCard(merged: Paper, beside: string | null): Card {
  const both: Rich = beside === null ? ['The two'] : [{ bold: merged.title }, ' and ', { bold: beside }]
  return notice(
    'Merged',
    [
      ...both,
      ' are one paper now, called ',
      { bold: merged.title },
      ', with what was said of either. Where they are two after all, part them with ',
      { code: 'edit' },
      '.',
    ],
    paperMenu([merged]),
  )
}

async function part(context: Context, id: string, places: string[]): Promise<Card> {
  const papers = await context.services.library.part(await paperById(context, id), places)
  await context.services.rounds.followPapers()
  return notice(
    'Parted',
    'These are papers of their own now. What the club has read or talked about stays with the older one.',
    { kind: 'list', items: papers.map(({ title, authors, date }): Rich => [{ bold: title }, told(authors, date)]) },
    paperMenu(papers),
  )
}

function told([author]: readonly string[], date: string | null): string {
  const facts = [author, date?.slice(0, 4)].filter((fact) => fact != null)
  return facts.length > 0 ? `, ${facts.join(', ')}` : ''
}
