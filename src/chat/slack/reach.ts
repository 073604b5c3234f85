/** Whether Slack takes the bot's token and can be reached: learnt from every call, and asked again by itself. */
import { type WebAPICallResult, WebAPIRequestError, WebClient, type WebClientOptions } from '@slack/web-api'
import type { Log } from '../log.ts'
import { chatFailure, loggable, slackCode } from './failure.ts'

export interface Reach {
  /** What all calls are made with. */
  readonly client: WebClient
  /** What whoever runs the bot has to know; null when all is well. */
  problem(): string | null
  /** The rights that Slack named last; null before it has named any. */
  granted(): readonly string[] | null
  /** From now on; `back` is called when Slack takes calls again, with whether that was a problem or a call or two. */
  watch(back: (wasProblem: boolean) => void): void
  stop(): void
}

/** How a workspace's token is asked after, and what is said where it is taken no more. */
export interface Asking {
  /** Milliseconds between questions while all is well; null: none is asked. */
  everyMs: number | null
  /** Milliseconds between them while it is not, after the first few. */
  inTroubleMs: number
  /** `code`: Slack's own. */
  refused(code: string): string
}

export function reach(token: string, options: WebClientOptions, asking: Asking, log: Log): Reach {
  const client = new TellingClient(token, options, { done, failed })
  let scopes: readonly string[] | null = null
  let problem: string | null = null
  let unanswered = 0
  let tries = 0
  let back: ((wasProblem: boolean) => void) | null = null
  let timer: NodeJS.Timeout | undefined

  function done(result: WebAPICallResult): void {
    scopes = result.response_metadata?.scopes ?? scopes
    taken()
  }

  function failed(error: unknown): void {
    const { reason } = chatFailure(error)
    if (reason === 'token') trouble(asking.refused(slackCode(error) ?? 'it does not say why'), error)
    else if (reason !== 'busy') taken()
    else if (error instanceof WebAPIRequestError) unanswered += 1
    if (unanswered >= SILENT_AFTER) trouble(UNREACHABLE, error)
  }

  function taken(): void {
    const [wasProblem, wasAway] = [problem !== null, unanswered > 0]
    problem = null
    unanswered = 0
    if (!wasProblem && !wasAway) return
    if (wasProblem) log.warn({}, 'Slack takes calls again')
    back?.(wasProblem)
  }

  function trouble(sentence: string, error: unknown): void {
    if (!back || problem === sentence) return
    problem = sentence
    log.error(loggable(error), 'Slack takes no calls')
    tries = 0
    askIn(0)
  }

  function askIn(ms: number): void {
    clearTimeout(timer)
    timer = setTimeout(ask, ms)
    timer.unref()
  }

  function askOn(): void {
    const pause = problem === null ? asking.everyMs : (PAUSES_MS[tries++] ?? asking.inTroubleMs)
    if (back && pause !== null) askIn(pause)
  }

  async function ask(): Promise<void> {
    await client.auth.test().catch(() => {})
    askOn()
  }

  return {
    client,
    problem: () => problem,
    granted: () => scopes,
    watch(called) {
      back = called
      problem = null
      unanswered = 0
      askOn()
    },
    stop() {
      back = null
      clearTimeout(timer)
    },
  }
}

/** What is wrong with a token that Slack does not take, and what to do about it. */
export function refusal(variable: string, error: unknown): string {
  const code = slackCode(error)
  if (code === null) return `${UNREACHABLE} See that this machine may reach it, and try again.`
  if (chatFailure(error).reason === 'busy') return `Slack does not answer just now (${code}). Try again.`
  return `Slack refuses ${variable} (${code}). Copy it anew from the app’s page.`
}

const UNREACHABLE = 'Slack cannot be reached at the moment.'

/** Of the one token that the environment has. */
export const OWN_TOKEN: Asking = {
  everyMs: 60_000,
  inTroubleMs: 60_000,
  refused: (code) =>
    `Slack refuses SLACK_BOT_TOKEN (${code}): install the app again, set the token that its page then shows, and start the bot anew. Should Slack take this one again, the bot goes on by itself.`,
}

/** Calls without any answer, one after another, before that counts as a problem. */
const SILENT_AFTER = 3
const PAUSES_MS = [1_000, 2_000, 5_000, 10_000, 30_000]

interface Told {
  done(result: WebAPICallResult): void
  failed(error: unknown): void
}

class TellingClient extends WebClient {
  private readonly told: Told

  constructor(token: string, options: WebClientOptions, told: Told) {
    super(token, options)
    this.told = told
  }

  override async apiCall(...call: Parameters<WebClient['apiCall']>): Promise<WebAPICallResult> {
    try {
      const result = await super.apiCall(...call)
      this.told.done(result)
      return result
    } catch (error) {
      this.told.failed(error)
      throw error
    }
  }
}
