/** Channels that become rooms of clubs: whose they are, who may say so, and whether they are fit for it. */
import { randomBytes } from 'node:crypto'
import type { Caller } from '../../club/caller.ts'
import { addOrganiser, newClub, noteName } from '../../club/club.ts'
import { UserError } from '../../club/errors.ts'
import { keys, platformOf, type RoomId } from '../../club/keys.ts'
import type { RoomService, Services } from '../../ports/services.ts'
import type { Act } from '../act.ts'
import type { House } from '../house.ts'
import { Clubs, Started } from '../records.ts'
import { beginning } from './founding.ts'
import { clubOfRoom } from './mended.ts'
import type { PostService } from './posts.ts'
import { stockBallot } from './stock.ts'

/** `servicesOf`: those of a club. */
export function roomService(
  house: House,
  posts: PostService,
  room: RoomId,
  act: Act,
  servicesOf: (club: string) => Promise<Services>,
): RoomService {
  const { store, clock, platforms } = house
  const platform = platforms.get(platformOf(room))

  async function requireManager({ account, admin }: Caller): Promise<void> {
    if (admin || (await platform?.manages(room, account))) return
    throw new UserError(
      'managers-only',
      `Only whoever decides what this channel is for can do that: ${platform?.managers ?? 'its admins'}. Ask one of them.`,
    )
  }

  async function requireFit(): Promise<void> {
    const { name, problems } = (await platform?.checkRoom(room)) ?? { name: null, problems: [] }
    const [problem] = problems
    if (problem === undefined) return
    throw new UserError('unfit-room', `${name ?? 'This channel'} ${problem} Then try again.`)
  }

  async function requireFree(caller: Caller): Promise<void> {
    if ((await clubOfRoom(house, room)) !== undefined) throw await taken()
    await requireManager(caller)
    await requireFit()
  }

  async function taken(): Promise<UserError> {
    const bound = await clubOfRoom(house, room)
    const club = bound === undefined ? undefined : await Clubs.find(store, keys.club(bound))
    const whose = club ? `“${club.name}”` : 'a reading group'
    return new UserError('has-club', `This channel belongs to ${whose} already. See it with \`club show\`.`)
  }

  return {
    requireFree,
    shipped: house.libraries.shipped,
    async start(caller, wanted) {
      const id = newId()
      const made = noteName(addOrganiser(newClub(id, wanted, clock.now()), caller.account), caller)
      // Delivered again it finds the channel taken, and is answered as it was.
      if ((await clubOfRoom(house, room)) === undefined) await requireFree(caller)
      const key = keys.room(room)
      const started = await act.change('start', Started, [key], (values) => {
        if (values.has(key)) return { writes: {}, result: null }
        return { writes: beginning(house, made, [room], []), result: { club: id } }
      })
      if (!started) throw await taken()
      const founded = await Clubs.get(store, keys.club(started.club))
      if (founded) await stockBallot(house, founded)
      posts.deliverSoon()
      return servicesOf(started.club)
    },
  }
}

/** Opaque, and never given twice. */
function newId(): string {
  return randomBytes(8).toString('hex')
}
