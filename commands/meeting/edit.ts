/** Settles what one meeting is about: its papers, people, questions and links, and where and how long it is. */
import { MEETING_DATE } from '../../src/chat/cards/meetings.ts'
import { plannedCard } from '../../src/chat/cards/plan.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { mentioned, namesAlone } from '../../src/chat/mentioned.ts'
import { papersMeant } from '../../src/chat/papers-meant.ts'
import { bare, minutesFrom, saysNone } from '../../src/club/calendar/written.ts'
import { UserError } from '../../src/club/errors.ts'
import { MEETING_KINDS } from '../../src/club/plan.ts'
import { itemsOf, linksFrom, MOST_PLANNED, peopleFrom } from '../../src/club/plan-words.ts'

const TEXT = { kind: 'text', max: 2000 } as const

export default defineCommand({
  name: 'meeting edit',
  description: 'Say what a meeting is about: topic, papers, people, questions, links, place',
  answers: 'actor',
  organisers: true,
  options: {
    date: MEETING_DATE,
    topic: { kind: 'text', description: 'What it is about; “none” takes it away, here as below', max: 200 },
    kind: { kind: 'choice', description: 'Without papers it is “other” or “social”', choices: MEETING_KINDS },
    place: { kind: 'text', description: 'A room, or the address of a call', max: 200 },
    length: { kind: 'text', description: 'Such as 90 minutes', max: 20 },
    papers: { ...TEXT, description: 'Titles or links, parted by “; ”. Before one that need not be read: optional:' },
    people: { ...TEXT, description: 'Such as “presenter: Ada Lovelace; discussant: Bob, Carl”' },
    questions: { ...TEXT, description: 'What is to be talked about, parted by “; ”' },
    links: { ...TEXT, description: 'Such as “slides https://…; notes https://…”, parted by “; ”' },
  },
  async run(context, { date, topic, kind, place, length, papers, people, questions, links }) {
    const { meetings, club } = context.services
    const [meeting, { rota, ...settled }] = await Promise.all([meetings.on(date), club.get()])
    if ([topic, kind, place, length, papers, people, questions, links].every((value) => value === undefined))
      return plannedCard(settled, meeting, 'Nothing was changed. The meeting is')
    const known = people === undefined ? [] : await club.knownByName()
    const given = listed(
      people,
      (text) => peopleFrom(text, rota.roles[0] ?? 'presenter', mentioned(context.caller, known)),
      'people',
    )
    const changes = {
      topic: clearable(topic),
      kind,
      place: clearable(place),
      minutes: length === undefined ? undefined : minutesGiven(length),
      people: given,
      questions: listed(questions, itemsOf, 'questions'),
      links: listed(links, linksFrom, 'links'),
    }
    // Nothing is added to the library for what is refused.
    if (papers !== undefined) await meetings.requireToCome(meeting)
    const meant = papers === undefined ? undefined : await papersMeant(context, papers)
    await meetings.edit(meeting, { ...changes, papers: meant?.papers })
    const card = plannedCard(await club.get(), await meetings.on(date), 'The meeting is now')
    return { ...card, blocks: [...card.blocks, ...(meant?.unknown ?? []), ...namesAlone(people, given ?? [])] }
  },
})

function clearable(text: string | undefined): string | null | undefined {
  return text === undefined ? undefined : saysNone(bare(text)) ? null : bare(text)
}

function minutesGiven(text: string): number | null {
  if (saysNone(bare(text))) return null
  const minutes = minutesFrom(bare(text))
  if (minutes === null) throw new UserError('bad-option', `“length” must be such as 90 minutes; “${text}” is not.`)
  return minutes
}

function listed<T>(text: string | undefined, from: (text: string) => T[] | null, name: string): T[] | undefined {
  if (text === undefined) return undefined
  const found = saysNone(bare(text)) ? [] : from(bare(text))
  if (found === null) throw new UserError('bad-option', `“${name}” needs a web address for each. Nothing was changed.`)
  return few(found, name)
}

function few<T>(found: T[], name: string): T[] {
  if (found.length <= MOST_PLANNED) return found
  throw new UserError('bad-option', `“${name}” can be ${MOST_PLANNED} at most. Nothing was changed.`)
}
