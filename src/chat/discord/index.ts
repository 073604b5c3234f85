/** Discord as one of the bot's chats. discord.js is known in this folder and nowhere else. */
import { GatewayCloseCodes, Routes } from 'discord.js'
import type { Drafts } from '../drafts.ts'
import type { Log } from '../log.ts'
import type { Inbound, Platform } from '../platform.ts'
import { ASKS } from './asks.ts'
import { createBreaker } from './breaker.ts'
import { createFiles } from './files.ts'
import { type Gateway, type GatewayOptions, IntentsRefused, openGateway, sentenceOf, WRONG_TOKEN } from './gateway.ts'
import { createEars } from './heard.ts'
import type { TakeTurn } from './identify-turns.ts'
import { userOf } from './ids.ts'
import { createDoor } from './inbound.ts'
import { installLink } from './install-link.ts'
import { mayIn } from './lacking.ts'
import { listen } from './listen.ts'
import { hasLeft } from './members.ts'
import { registration } from './options.ts'
import { createOutward } from './outward.ts'
import { pictures } from './pictures.ts'
import { createRegistrar } from './register.ts'
import { registrationProblems } from './registration-problems.ts'
import { createAnsweringRest, createPostingRest } from './rests.ts'
import { checkRoom } from './room-check.ts'
import { createStanding } from './standing.ts'
import { createThreads } from './threads.ts'
import { createTokenWatch, type TokenWatch } from './token-watch.ts'
import { createUnderWay } from './under-way.ts'

export { examineDiscord } from './examine.ts'
export { tokenProblem } from './token.ts'

export interface DiscordOptions {
  token: string
  /** Where the API is, without its version; default Discord's own. */
  apiUrl?: string
  /** The root command's name: `paper`. */
  root: string
  log: Log
  /** How shards are opened in turn with those of other processes; default: this process is alone. */
  takeTurn?: TakeTurn
  /** Where what was typed into a refused form is kept; default: with this process alone. */
  drafts?: Drafts
}

const NO_CONTENT =
  'Discord does not show this bot what people write, so comments are not kept; commands, buttons and menus work. ' +
  'Switch on the Message Content Intent on the Bot page of your application, then start again.'
const REFUSED =
  'Discord has refused many requests within ten minutes, so the bot sends none for a while. ' +
  'See that its permissions in the channels are those that README lists.'
const LOST = 'The connection to Discord was lost and is being taken up again.'
/** It takes 50 requests a second; answers are not counted, and what is read leaves some of them over. */
const PER_SECOND = 48
/** Milliseconds that answers under way are given when the bot stops. */
const GRACE = 3_000
/** Milliseconds between attempts to open what was ended for good, the last one for all that follow. */
const REOPEN = [5_000, 60_000, 600_000]

export function createDiscord({ token, apiUrl, root, log, takeTurn, drafts }: DiscordOptions): Platform {
  const breaker = createBreaker(() => log.error({}, REFUSED))
  const watch: TokenWatch = createTokenWatch({
    probe: () => posting.get(Routes.user()),
    refused: () => standing.note('token', WRONG_TOKEN, 'error'),
    taken() {
      standing.note('token', null)
      catchUp()
    },
  })
  const posting = createPostingRest(apiUrl, breaker, watch)
  const answering = createAnsweringRest(apiUrl, breaker)
  const threads = createThreads(posting)
  const standing = createStanding(log)
  const registrar = createRegistrar(posting, standing)
  const { attend, settle } = createUnderWay(log)
  let gateway: Gateway | undefined
  let content = true
  let stopping = false
  let link: string | null = null
  let catchUp = () => {}
  let erased: Inbound['erased'] = async () => {}
  let opening: NodeJS.Timeout | undefined

  async function open(inbound: Inbound, reconnected: () => void): Promise<void> {
    standing.set('connecting')
    let opened: Gateway
    try {
      opened = await openGateway(gatewayOptions(inbound, reconnected)).catch((error) => {
        if (!(error instanceof IntentsRefused) || !content) throw error
        doWithoutContent()
        return openGateway(gatewayOptions(inbound, reconnected))
      })
    } catch (error) {
      fail(error instanceof Error ? error.message : LOST)
      throw error
    }
    if (stopping) return opened.stop()
    gateway = opened
    standing.set('ready')
    standing.note('connection', null)
  }

  function gatewayOptions(inbound: Inbound, reconnected: () => void): GatewayOptions {
    const door = createDoor(inbound, answering, threads, createFiles(apiUrl, log), log, drafts)
    const ears = createEars(inbound, threads, () => gateway?.application ?? '', log)
    return {
      token,
      apiUrl,
      content,
      takeTurn,
      listen: (on) => listen(on, { door, ears, threads, attend }),
      onState(state) {
        standing.set(state === 'connected' ? 'ready' : 'connecting')
        standing.note('connection', state === 'connected' ? null : LOST)
        if (state === 'connected') reconnected()
      },
      onEnd(code) {
        if (code !== GatewayCloseCodes.DisallowedIntents || !content) {
          fail(sentenceOf(code))
          return openLater(inbound, reconnected)
        }
        doWithoutContent()
        attend(open(inbound, reconnected).then(reconnected))
      },
    }
  }

  /** What Discord ended for good may be mended outside: a token that is valid again, an intent that is switched on. */
  function openLater(inbound: Inbound, reconnected: () => void, attempt = 0): void {
    const pause = REOPEN[Math.min(attempt, REOPEN.length - 1)]
    opening = setTimeout(() => {
      if (stopping) return
      attend(open(inbound, reconnected).then(reconnected, () => openLater(inbound, reconnected, attempt + 1)))
    }, pause).unref()
  }

  function doWithoutContent(): void {
    content = false
    standing.note('content', NO_CONTENT)
  }

  function fail(sentence: string): void {
    standing.set('failing')
    standing.note('connection', sentence, 'error')
  }

  return {
    name: 'discord',
    asks: ASKS,

    async start(inbound, reconnected = () => {}) {
      const commands = registration(root, inbound.commands)
      const problems = registrationProblems(commands)
      if (problems.length > 0) throw new Error(`Discord would refuse these commands. ${problems.join(' ')}`)
      stopping = false
      catchUp = reconnected
      erased = inbound.erased
      posting.setToken(token)
      await open(inbound, reconnected)
      if (gateway) await registrar.begin(gateway.application, commands)
      link = await installLink(posting).catch((error: unknown) => {
        log.warn(
          { chat: 'discord', error: error instanceof Error ? error.name : '' },
          'Discord did not say how the bot is added',
        )
        return null
      })
    },

    async stop() {
      stopping = true
      registrar.end()
      watch.stop()
      clearTimeout(opening)
      await settle(GRACE)
      await gateway?.stop()
      gateway = undefined
      standing.set('off')
    },

    health: standing.health,
    perSecond: PER_SECOND,
    installLink: () => link,

    checkRoom: (room) => checkRoom(posting, gateway?.user ?? '', room),
    manages: (room, account) => mayIn(posting, userOf(account), room, 'ManageChannels'),
    picture: pictures(posting),
    hasLeft: (account, rooms) => hasLeft(posting, account, rooms),
    managers: 'members with the permission Manage Channels or Manage Server',

    ...createOutward(
      posting,
      () => ({ user: gateway?.user ?? '', application: gateway?.application ?? '' }),
      () => content,
      threads,
      (event) => erased(event),
    ),
  }
}
