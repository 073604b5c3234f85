/** Shows whose turn it is at the club's dates, or says how that is settled: who wants one, in order, or whoever had the fewest. */
import { rotaCard } from '../../src/chat/cards/rota.ts'
import { TRACK } from '../../src/chat/cards/tracks.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { mentioned, namesAlone } from '../../src/chat/mentioned.ts'
import { bare, saysNone } from '../../src/club/calendar/written.ts'
import type { Club } from '../../src/club/club.ts'
import { UserError } from '../../src/club/errors.ts'
import type { Named } from '../../src/club/rota.ts'
import { membersFrom, rolesFrom } from '../../src/club/rota-words.ts'
import { trackSaid } from '../../src/club/track.ts'

/** Most people of one rota, and most roles of one date. */
const MOST = { people: 100, roles: 6 }

export default defineCommand({
  name: 'club rota',
  description: 'Show who presents when, or say how that is settled: volunteers, in order, or fairly',
  answers: 'actor',
  options: {
    how: {
      kind: 'choice',
      description: 'Who wants a date; one after the other; who had the fewest; nobody',
      choices: ['volunteers', 'order', 'fair', 'none'],
    },
    people: { kind: 'text', description: 'All of them, the next one first: “@Ada, @Bob, Carl”', max: 3000 },
    roles: { kind: 'text', description: 'What each date needs: “presenter, discussant”, “2 presenters”', max: 200 },
    add: { kind: 'text', description: 'Who comes in at the end', max: 500 },
    remove: { kind: 'text', description: 'Who takes no turns any more', max: 500 },
    track: TRACK,
  },
  async run(context, { how, people, roles, add, remove, track }) {
    if ([how, people, roles, add, remove, track].every((value) => value === undefined))
      return rotaCard(context, 'Who presents when')
    const { club } = context.services
    await club.requireOrganiser(context.caller)
    const before = (await club.get()).rota
    const known = await club.knownByName()
    const [named, added, removed] = [people, add, remove].map((text) => members(context, text, known))
    await club.change({
      rota: {
        // Whoever gives an order means it.
        how: how ?? (named && named.length > 0 && before.how === 'none' ? 'order' : undefined),
        people: named,
        roles: roles === undefined ? undefined : rolesGiven(roles),
        tracks: track === undefined ? undefined : tracksSaid(await club.get(), track),
        add: added,
        remove: removed,
      },
    })
    const card = await rotaCard(context, 'Changed. Who presents when')
    const alone = [...namesAlone(people, named ?? []), ...namesAlone(add, added ?? [])]
    return { ...card, blocks: [...card.blocks, ...alone] }
  },
})

/** The keys of the tracks that are named, parted by commas; null for all. */
function tracksSaid(club: Club, text: string): string[] | null {
  if (/^all$/i.test(bare(text))) return null
  return [
    ...new Set(
      bare(text)
        .split(',')
        .map((one) => trackSaid(club, one)),
    ),
  ]
}

type Known = Parameters<typeof mentioned>[1]

function members({ caller }: Context, text: string | undefined, known: Known): Named[] | undefined {
  if (text === undefined) return undefined
  const found = saysNone(bare(text)) ? [] : membersFrom(bare(text), mentioned(caller, known))
  if (found.length <= MOST.people && found.every(({ name }) => name.length <= MOST.people)) return found
  throw new UserError('bad-option', `A rota takes ${MOST.people} people at most, by names parted by commas.`)
}

function rolesGiven(text: string): string[] {
  const found = rolesFrom(bare(text))
  if (found.length > 0 && found.length <= MOST.roles) return found
  throw new UserError('bad-option', `“roles” must be one to ${MOST.roles} roles, parted by commas.`)
}
