/** Brings a club from another channel of the same server here. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { defineCommand } from '../../src/chat/command.ts'
import { UserError } from '../../src/club/errors.ts'

export default defineCommand({
  name: 'club move',
  reach: 'channel',
  description: 'Bring a reading group here from another channel of this server',
  answers: 'actor',
  options: {
    group: { kind: 'text', description: 'Which one, where you organise several here', max: 100, complete: 'movable' },
  },
  async run(context, { group }) {
    const { services, caller } = context
    const from = chosen(await services.room.movable(caller), group)
    const moved = await services.room.move(caller, from)
    const { name } = await moved.club.get()
    return clubCard({ ...context, services: moved }, `“${name}” meets here now`)
  },
})

type Movable = { name: string; room: `${string}:${string}:${string}` }

function chosen(movable: readonly Movable[], group: string | undefined) {
  const wanted = group?.trim().toLowerCase()
  const fits = movable.filter(
    ({ name, room }) => wanted === undefined || wanted === name.toLowerCase() || group === room,
  )
  const [first, second] = fits
  if (first && !second) return first.room
  if (movable.length === 0)
    throw new UserError(
      'none-to-move',
      'You organise no reading group in another channel of this server. Start one here with `club start`.',
    )
  const names = movable.map(({ name }) => `“${name}”`).join(', ')
  throw new UserError(
    'which-club',
    `Say which one with “group”: ${names}. For example: \`club move group:${movable[0]?.name}\`.`,
  )
}
