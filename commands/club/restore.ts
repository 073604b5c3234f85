/** Keeps a club that was deleted less than seven days ago. */
import { clubCard } from '../../src/chat/cards/club.ts'
import { type Context, defineCommand } from '../../src/chat/command.ts'
import { assertOwnPost } from '../../src/club/club.ts'

export default defineCommand({
  name: 'club restore',
  description: 'Keep this reading group after all, within seven days of its deletion',
  answers: 'actor',
  organisers: true,
  options: {},
  run: (context) => restore(context),
  /** Arg: the key of the post that it stands on, if it stands on one. */
  actions: { keep: { answers: 'actor', run: restore } },
})

async function restore(context: Context, key = '') {
  const { club } = context.services
  assertOwnPost(await club.get(), key)
  const isKept = await club.restore()
  return clubCard(context, isKept ? 'Kept. The club now' : 'Nothing to take back. The club')
}
