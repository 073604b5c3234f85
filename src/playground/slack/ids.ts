import { randomBytes, randomInt } from 'node:crypto'

/** The one workspace, its people and its app: fixed, so that a bot and a test can be told of them beforehand. */
export const TEAM = { id: 'T0THURSDAY', domain: 'thursday-readers', name: 'Thursday Readers' }

export const APP_ID = 'A0LECTERN1'
export const BOT = { user: 'U0LECTERN1', bot: 'B0LECTERN1', name: 'lectern', realName: 'Lectern' }
export const SLACKBOT = { user: 'USLACKBOT', name: 'slackbot', realName: 'Slackbot' }

/** Those who are there from the beginning. */
export const PEOPLE = [
  { id: 'U0ADA00001', name: 'ada', realName: 'Ada', admin: true },
  { id: 'U0EMMY0001', name: 'emmy', realName: 'Emmy', admin: false },
  { id: 'U0KURT0001', name: 'kurt', realName: 'Kurt', admin: false },
] as const

export const PAPERS = 'C0PAPERS01'
export const RANDOM = 'C0RANDOM01'

/** Good for this local server alone. */
export const BOT_TOKEN = 'xoxb-1000000001-1000000002-LocalPlaygroundOnlyToken'
export const APP_TOKEN = `xapp-1-${APP_ID}-1000000003-${'0123456789abcdef'.repeat(4)}`
export const SIGNING_SECRET = '0123456789abcdef0123456789abcdef'
/** The deprecated verification token that every payload still carries. */
export const VERIFICATION_TOKEN = 'LocalPlaygroundVerifies'

const LETTERS = 'ABCDEFGHJKLMNPQRSTUVWXYZ0123456789'

/** A new id of Slack's make, `Ev0K3…`. */
export function newId(prefix: string): string {
  return `${prefix}0${Array.from({ length: 9 }, () => LETTERS[randomInt(LETTERS.length)]).join('')}`
}

/** What Slack names a block or an element by that the app left unnamed. */
export function shortId(): string {
  return randomBytes(4).toString('base64url').slice(0, 5)
}

/** What the app shows to Slack when somebody adds it; the secret is good for this local server alone. */
export const CLIENT_ID = '1000000001.1000000009'
export const CLIENT_SECRET = 'fedcba9876543210fedcba9876543210'
