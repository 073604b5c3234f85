/** `lectern doctor`: looks at everything that the bot needs, and says what to do about what is wrong. */
import { type Examined, type Finding, fine, wrong } from '../chat/examined.ts'
import type { Log } from '../chat/log.ts'
import { chatNameOf, keys, platformOf, type RoomId } from '../club/keys.ts'
import { readInstantOfDue } from '../services/club/mended.ts'
import { Clubs, Due } from '../services/records.ts'
import { chatClocks } from '../start/chat-clocks.ts'
import { watchClock } from '../start/clock-watch.ts'
import { type Config, hasChat, readConfig } from '../start/config.ts'
import { diskProblem } from '../start/disk.ts'
import { examineChats, examineInstalls } from '../start/examine-chats.ts'
import { optionsOf } from '../start/program.ts'
import { createStoreCheck } from '../start/store-check.ts'
import { isThere } from '../store/is-there.ts'
import { storeLocation } from '../store/location.ts'
import { describeStore, openToLook, storeFile } from '../store/open.ts'
import type { Store } from '../store/store.ts'
import { type Io, write } from './io.ts'
import { ELSEWHERE } from './stores.ts'

/** 0: all is well; 1: something is wrong. */
export async function doctorCommand(args: string[], { stdout, env }: Io): Promise<number> {
  optionsOf(args, {})
  let isWell = true
  async function tell(findings: readonly Finding[]): Promise<void> {
    for (const { ok, sentence } of findings) {
      isWell &&= ok
      await write(stdout, `${ok ? 'ok    ' : 'WRONG '} ${sentence}\n`)
    }
  }

  const read = readConfig(env)
  if ('problems' in read) {
    await tell(read.problems.map(wrong))
    return 1
  }
  const { config } = read
  await tell([hasChat(config) ? fine('The settings can be read.') : wrong(NO_CHAT)])
  const chats = await examineChats(config, quiet)
  for (const { findings } of chats.values()) await tell(findings)
  await tell(await examineClock(config))
  await examineStore(config, chats, tell)
  return isWell ? 0 : 1
}

const NO_CHAT = 'No chat is set. Set DISCORD_TOKEN or SLACK_BOT_TOKEN; without them “npm start” opens the playground.'

/** What is wrong is told in lines of its own. */
const quiet: Log = { debug() {}, info() {}, warn() {}, error() {} }

async function examineClock(config: Config): Promise<Finding[]> {
  const clock = watchClock(chatClocks(config), quiet)
  const isCompared = await clock.compare()
  const problems = clock.problems()
  clock.stop()
  if (problems.length > 0) return problems.map(wrong)
  return isCompared ? [fine('This machine’s clock is not apart from the chats’ clocks.')] : []
}

type Tell = (findings: readonly Finding[]) => Promise<void>

async function examineStore(config: Config, chats: ReadonlyMap<string, Examined>, tell: Tell): Promise<void> {
  const unread: string[] = []
  let opened: Awaited<ReturnType<typeof openToLook>>
  try {
    if (!(await isThere(storeLocation(config.STORE_URL)))) throw new Error(noStore(config.STORE_URL))
    opened = await openToLook(config.STORE_URL, { onProblem: (record) => unread.push(record) })
  } catch (error) {
    await tell([wrong(error instanceof Error ? error.message : String(error))])
    return tell(await examineRooms(config.CLUB_ROOMS, chats))
  }
  const { store, isOlder } = opened
  try {
    const problem = await createStoreCheck(store, quiet)()
    if (problem === null) await store.expiring.delete('health')
    await tell([
      problem ? wrong(problem) : fine(`The store can be read and written: ${describeStore(config.STORE_URL)}.`),
    ])
    if (isOlder) await tell([fine(OLDER)])
    const file = storeFile(config.STORE_URL)
    const full = file === null ? null : await diskProblem(file)
    if (full) await tell([wrong(full)])
    const installed = problem ? null : await examineInstalls(config, store, quiet)
    if (installed) await tell(installed.findings)
    const asked = installed ? new Map([...chats, ['slack', installed]]) : chats
    const clubs = problem ? [] : await Clubs.range(store, keys.club(''))
    const rooms = new Set([...config.CLUB_ROOMS, ...clubs.flatMap(({ value }) => value.rooms)])
    await tell(await examineRooms([...rooms], asked))
    if (!problem) await tell([await examineNextAct(store)])
    await tell(
      unread.map((record) => wrong(`The store’s record ${record} cannot be read. Restore a backup from before.`)),
    )
  } finally {
    await store.close()
  }
}

const OLDER =
  'The store is of an earlier version. The bot upgrades it when it is started next, with a backup of it first.'

function noStore(url: string): string {
  return `There is no store yet: ${describeStore(url)}. Start the bot, which makes it. Has it run before? ${ELSEWHERE}`
}

async function examineRooms(rooms: readonly RoomId[], chats: ReadonlyMap<string, Examined>): Promise<Finding[]> {
  if (rooms.length === 0)
    return [wrong('No club has a room. Call the bot’s command “club start” in the channel where one shall meet.')]
  const findings = await Promise.all(
    rooms.map(async (room, index): Promise<Finding[]> => {
      const chat = chats.get(platformOf(room))
      const place = `Channel ${index + 1} of ${rooms.length}, in ${chatNameOf(room)},`
      if (!chat)
        return [
          wrong(
            `${place} cannot be reached: that chat is not set. Set its token, or take the channel out of CLUB_ROOMS.`,
          ),
        ]
      if (!chat.checkRoom) return []
      const check = await chat.checkRoom(room)
      if (!check) return [wrong(`${place} could not be looked at: the chat did not tell. Ask again.`)]
      const { name, problems } = check
      const subject = name ? `${name} in ${chatNameOf(room)}` : place
      if (problems.length > 0) return problems.map((problem) => wrong(`${subject} ${problem}`))
      return [fine(`${subject} can be used.`)]
    }),
  )
  return findings.flat()
}

/** Milliseconds after which what is due has been forgotten by someone, or nobody runs the bot. */
const LATE = 10 * 60_000

async function examineNextAct(store: Store): Promise<Finding> {
  const dues = await Due.range(store, keys.dues(), { limit: 10 })
  const next = dues.map(({ key }) => readInstantOfDue(key)).find((instant) => instant !== undefined)
  if (!next) return fine('Nothing is due: there is no club yet, or all of them are paused.')
  const time = `${next.toString().slice(0, 16).replace('T', ' ')} UTC`
  if (Date.now() - next.epochMilliseconds < LATE) return fine(`The next week turns on ${time}.`)
  return wrong(`A week should have turned on ${time} and has not. See that the bot runs, and what its log says.`)
}
