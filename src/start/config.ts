import { z } from 'zod'
import { isAccountId, isRoomId } from '../club/keys.ts'
import { parseClubTime } from '../club/schedule.ts'
import { PICTURE_HOSTS } from '../library/picture.ts'
import { secretKey } from '../services/vault.ts'

/** `a, b` as a list; the fallback's when unset. */
const listOr = (fallback: string) =>
  z
    .string()
    .default(fallback)
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter((part) => part !== ''),
    )

const list = listOr('')

const HOST = /^(?:[a-z0-9-]+\.)+[a-z]{2,}$/

const webAddress = z.url({ protocol: /^https?$/, error: 'must be a URL such as http://127.0.0.1:3000' })
const url = webAddress.optional()

const key = z
  .string()
  .refine((text) => secretKey(text) !== null, 'must be 32 bytes in base64: `openssl rand -base64 32` makes one')
  .optional()

/** Every variable of the environment that Lectern reads. The table in docs/running.md and `.env.example` say the same to people. */
export const Environment = z.object({
  /** The Discord bot's token. Set: Discord is on. */
  DISCORD_TOKEN: z.string().optional(),
  /** The Slack bot user's token, `xoxb-…`. Set: Slack is on, with one of the next two. */
  SLACK_BOT_TOKEN: z.string().optional(),
  /** An app-level token, `xapp-…`: events come over Socket Mode. */
  SLACK_APP_TOKEN: z.string().optional(),
  /** The app's signing secret: events come over HTTP at `/slack/events`. */
  SLACK_SIGNING_SECRET: z.string().optional(),
  /** The Slack app's client id. Set, instead of a bot token: workspaces add the bot themselves, at `PUBLIC_URL`. */
  SLACK_CLIENT_ID: z.string().optional(),
  /** The Slack app's client secret. */
  SLACK_CLIENT_SECRET: z.string().optional(),
  /** How Slack lets the app read history: `limited` is once a minute, 15 messages at a time. */
  SLACK_HISTORY: z.enum(['full', 'limited'], 'must be full or limited').default('full'),
  /** What the tokens of workspaces are encrypted with in the store: 32 bytes. */
  SECRETS_KEY: key,
  /** The key before it: what is still encrypted with it is encrypted anew at the next start. */
  SECRETS_KEY_OLD: key,
  /** Rooms of the club, by comma: `discord:<guild>:<channel>`, `slack:<team>:<channel>`. */
  CLUB_ROOMS: list
    .pipe(z.array(z.string().refine(isRoomId, 'must list rooms such as discord:123:456 or slack:T1:C1')))
    .transform((rooms) => [...new Set(rooms)]),
  /** Weekday and local time of the pick. */
  CLUB_TIME: z
    .string()
    .default('Monday 09:00')
    .transform((text, context) => {
      const parsed = parseClubTime(text)
      if (!parsed) context.addIssue({ code: 'custom', message: 'must be a weekday and a time such as Monday 09:00' })
      return parsed ?? z.NEVER
    }),
  /** IANA time zone of `CLUB_TIME`. */
  CLUB_ZONE: z.string().default('UTC').refine(isZone, 'must be a time zone such as Europe/Berlin'),
  /** Accounts that may change the club, by comma: `discord:<user>`, `slack:<team>:<user>`. */
  CLUB_ORGANISERS: list.pipe(
    z.array(z.string().refine(isAccountId, 'must list people such as discord:123 or slack:T1:U1')),
  ),
  /** Where everything is kept: `sqlite:<path>`, `postgres://…` or `memory:`. */
  STORE_URL: z.string().default('sqlite:data/lectern.db'),
  /** Port of the page, of health and of Slack's HTTP events; 0 takes a free one. */
  PORT: z
    .string()
    .regex(/^\s*\d{1,5}\s*$/, 'must be a port number')
    .default('3000')
    .transform(Number)
    .pipe(z.number().max(65_535, 'must be a port number')),
  /** Address to listen on. */
  HOST: z.string().default('127.0.0.1'),
  /** Where people and chats reach the bot's web from outside, `https://bot.example.org`: without it there are no pages. */
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'must be an address without a path, such as https://bot.example.org')
    .transform((text) => new URL(text).origin)
    .optional(),
  /** How whoever runs the bot is reached: a mail address, or the URL of a page. Help and the pages show it. */
  CONTACT: z.union([z.email(), webAddress], 'must be a mail address or a URL').optional(),
  /** The root command's name. */
  COMMAND: z
    .string()
    .default('paper')
    .refine((text) => /^[a-z][a-z0-9-]{0,31}$/.test(text), 'must be a word of small letters, at most 32'),
  /** Commands and clicks of one server or workspace in a minute; nominations a tenth of it, additions a twentieth, feeds a sixtieth. */
  COMMANDS_A_MINUTE: z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(60, 'must be 60 or more')
    .default(1200),
  /** Days that a reading group is kept after the bot was taken out of all of its channels. */
  RETENTION_DAYS: z.coerce
    .number('must be a number of days')
    .int('must be a whole number of days')
    .min(7, 'must be 7 days or more')
    .default(30),
  /** With whom pictures of papers may stand, by comma; `none`: none is shown. What stands below a host is meant too. */
  PICTURE_HOSTS: listOr(PICTURE_HOSTS.join(','))
    .transform((hosts) => hosts.filter((host) => host !== 'none').map((host) => host.toLowerCase()))
    .pipe(z.array(z.string().regex(HOST, 'must list hosts such as img.example.org'))),
  LOG_LEVEL: z
    .enum(['debug', 'info', 'warn', 'error', 'silent'], 'must be debug, info, warn, error or silent')
    .optional(),
  /** Base URL of another Discord API, for tests and the playground. */
  DISCORD_API_URL: url,
  /** Base URL of another Slack Web API, for tests and the playground. */
  SLACK_API_URL: url,
  /** A running playground whose clock the bot follows and which is shown the store. */
  PLAYGROUND_URL: url,
  /** Base URL of arXiv's API, which links to its papers are looked up with. */
  ARXIV_API_URL: webAddress.default('https://export.arxiv.org/api'),
  /** Base URL of what tells a DOI's paper as CSL-JSON. */
  DOI_API_URL: webAddress.default('https://doi.org'),
  /** Base URLs of OpenReview's APIs, by comma: each has papers that the others lack. */
  OPENREVIEW_API_URL: listOr('https://api2.openreview.net,https://api.openreview.net').pipe(z.array(webAddress)),
})

export type Config = z.output<typeof Environment>

/** A wrong setting: said without a stack, and the start ends. */
export class BadSettings extends Error {}

/** The configuration, or a sentence for every variable that is wrong, missing or half-set. */
export function readConfig(
  environment: Readonly<Record<string, string | undefined>>,
): { config: Config } | { problems: string[] } {
  const set = Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== '')
  const parsed = Environment.safeParse(Object.fromEntries(set))
  if (!parsed.success) {
    return { problems: parsed.error.issues.map(({ path, message }) => `${String(path[0])} ${message}.`) }
  }
  const problems = halfSet(parsed.data)
  return problems.length > 0 ? { problems } : { config: parsed.data }
}

/** Whether any chat is to be connected. */
export function hasChat({ DISCORD_TOKEN, SLACK_BOT_TOKEN, SLACK_CLIENT_ID }: Config): boolean {
  return Boolean(DISCORD_TOKEN || SLACK_BOT_TOKEN || SLACK_CLIENT_ID)
}

function halfSet(config: Config): string[] {
  const { SLACK_BOT_TOKEN, SLACK_APP_TOKEN, SLACK_SIGNING_SECRET } = config
  if (config.SLACK_CLIENT_ID || config.SLACK_CLIENT_SECRET) return halfSetInstalling(config)
  if (SLACK_BOT_TOKEN && !SLACK_APP_TOKEN && !SLACK_SIGNING_SECRET) {
    return ['SLACK_BOT_TOKEN is set, so set SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP) too.']
  }
  if (!SLACK_BOT_TOKEN && (SLACK_APP_TOKEN || SLACK_SIGNING_SECRET)) {
    return [`${SLACK_APP_TOKEN ? 'SLACK_APP_TOKEN' : 'SLACK_SIGNING_SECRET'} is set, so set SLACK_BOT_TOKEN too.`]
  }
  if (!hasChat(config) && config.CLUB_ROOMS.length > 0) {
    return ['CLUB_ROOMS is set, so set DISCORD_TOKEN or SLACK_BOT_TOKEN too.']
  }
  return []
}

/** What a path could follow, and nothing that should not stand in a link. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^https?:$/.test(url.protocol) && url.href === `${url.origin}/`
}

/** What workspaces need to add the bot themselves. */
function halfSetInstalling(config: Config): string[] {
  const set = config.SLACK_CLIENT_ID ? 'SLACK_CLIENT_ID' : 'SLACK_CLIENT_SECRET'
  if (config.SLACK_BOT_TOKEN) {
    return [
      `${set} and SLACK_BOT_TOKEN are both set. Keep the one: a token for one workspace, or a client for all that add the bot.`,
    ]
  }
  const needed = {
    SLACK_CLIENT_ID: 'the Client ID of the app’s page “Basic Information”',
    SLACK_CLIENT_SECRET: 'the Client Secret of the same page',
    SECRETS_KEY: 'what tokens are encrypted with: `openssl rand -base64 32` makes one',
    PUBLIC_URL: 'where people come to add the bot',
  }
  const missing = Object.entries(needed).flatMap(([name, what]) =>
    config[name as keyof typeof needed] ? [] : [`${set} is set, so set ${name} too: ${what}.`],
  )
  const hears = config.SLACK_APP_TOKEN || config.SLACK_SIGNING_SECRET
  return hears
    ? missing
    : [...missing, `${set} is set, so set SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) too.`]
}

function isZone(text: string): boolean {
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: text }))
  } catch {
    return false
  }
}
