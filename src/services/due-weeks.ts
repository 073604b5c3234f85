/** Turns the weeks whose time has come, first what was due first. */
import { keys } from '../club/keys.ts'
import type { Clocks } from './clocks.ts'
import { eraseIfDue } from './club/erase-club.ts'
import { readInstantOfDue } from './club/mended.ts'
import type { PostService } from './club/posts.ts'
import { turnWeek } from './club/turn.ts'
import type { House } from './house.ts'
import { pagesOf, recordsIn } from './pages.ts'
import { Due } from './records.ts'
import { sideBySide } from './side-by-side.ts'

const A_PAGE = 50
/** Clubs whose weeks turn side by side. */
const TURNING = 8

/** After a while away several acts of one club may be due, of which the first only is known. */
export async function turnDueWeeks(house: House, clocks: Clocks, posts: PostService): Promise<void> {
  const turned = new Set<string>()
  while (await turnDue(house, clocks, posts, turned)) {}
}

/** What fails for one club is said, and keeps nobody from the next. */
export async function tryingToTurn({ log }: House, club: string, work: () => Promise<void>): Promise<void> {
  try {
    await work()
  } catch (error) {
    log.error({ err: error, club }, 'a week could not be turned; it is tried again')
  }
}

/** True where more may be due than is `turned` by now. */
async function turnDue(house: House, clocks: Clocks, posts: PostService, turned: Set<string>): Promise<boolean> {
  const due = await dueUntil(house, house.clock.now())
  const early = due.find((one) => !clocks.agreeOn(one.due))
  if (early) {
    const at = early.due.toString()
    house.log.warn({ due: at }, 'another process says that it is earlier: a pick waits until both agree')
  }
  const agreed = early ? due.slice(0, due.indexOf(early)) : due
  const nameOf = (one: (typeof agreed)[number]) => `${one.due} ${one.club}`
  const fresh = agreed.filter((one) => !turned.has(nameOf(one)))
  for (const one of fresh) turned.add(nameOf(one))
  // What a week puts into the outbox as it turns is sent with what else is due: many may turn at once.
  const turning = { ...posts, deliverSoon() {} }
  let count = 0
  await sideBySide(fresh, TURNING, async ({ due, club }) => {
    await tryingToTurn(house, club, async () => {
      if (!(await eraseIfDue(house, club))) await turnWeek(house, turning, club, due)
    })
    // Of many the first need not wait until all have turned.
    if (++count % A_PAGE === 0) posts.deliverSoon()
  })
  return fresh.length > 0
}

async function dueUntil({ store }: House, now: Temporal.Instant) {
  const all = []
  for await (const page of pagesOf(store, keys.dues(), A_PAGE)) {
    for (const { key, value } of recordsIn(store, Due, page)) {
      const due = readInstantOfDue(key)
      if (!due) continue
      if (Temporal.Instant.compare(due, now) > 0) return all
      all.push({ due, club: value.club })
    }
  }
  return all
}
