/** Everything the local Discord refuses, with the HTTP statuses, codes and words of the real one. */

export class Refusal extends Error {
  readonly status: number
  readonly code: number
  readonly errors: NestedErrors | undefined

  constructor(status: number, code: number, message: string, errors?: NestedErrors) {
    super(message)
    this.name = 'Refusal'
    this.status = status
    this.code = code
    this.errors = errors
  }

  body(): object {
    return { message: this.message, code: this.code, ...(this.errors && { errors: this.errors }) }
  }
}

/** Whose limit it is: of all the bot's calls, of this bot on this route, or of everyone's together in this place. */
export type RateScope = 'global' | 'user' | 'shared'

/** Too much too fast: answered with 429 and the seconds to wait. */
export class RateLimited extends Error {
  readonly wait: number
  readonly scope: RateScope
  readonly code: number

  constructor(wait: number, scope: RateScope, message = 'You are being rate limited.', code = 0) {
    super(message)
    this.name = 'RateLimited'
    this.wait = wait
    this.scope = scope
    this.code = code
  }
}

/** One fault in a form: where, Discord's name for it, and a sentence. */
export interface Problem {
  /** Keys joined by dots: `components.0.components.2.label`; empty for the form as a whole. */
  path: string
  code: string
  message: string
}

export type NestedErrors = { [key: string]: NestedErrors | Omit<Problem, 'path'>[] }

export function refusal(name: keyof typeof REFUSALS): Refusal {
  const [status, code, message] = REFUSALS[name]
  return new Refusal(status, code, message)
}

/** Throws the refusal that lists them when there are any. */
export function refuseForm(problems: readonly Problem[]): void {
  if (problems.length > 0) throw formRefusal(problems)
}

export function formRefusal(problems: readonly Problem[]): Refusal {
  return new Refusal(400, 50035, 'Invalid Form Body', nested(problems))
}

/** Puts every path below `parent`. */
export function below(parent: string, problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => ({ ...problem, path: problem.path ? `${parent}.${problem.path}` : parent }))
}

function nested(problems: readonly Problem[]): NestedErrors {
  const root: NestedErrors = {}
  for (const { path, code, message } of problems) {
    let at = root
    for (const key of path.split('.').filter(Boolean)) {
      const next = at[key]
      if (next && !Array.isArray(next)) at = next
      else {
        const fresh: NestedErrors = {}
        at[key] = fresh
        at = fresh
      }
    }
    const listed = at._errors
    if (Array.isArray(listed)) listed.push({ code, message })
    else at._errors = [{ code, message }]
  }
  return root
}

const REFUSALS = {
  unauthorized: [401, 0, '401: Unauthorized'],
  notFound: [404, 0, '404: Not Found'],
  methodNotAllowed: [405, 0, '405: Method Not Allowed'],
  unknownApplication: [404, 10002, 'Unknown Application'],
  unknownChannel: [404, 10003, 'Unknown Channel'],
  unknownGuild: [404, 10004, 'Unknown Guild'],
  unknownMember: [404, 10007, 'Unknown Member'],
  unknownMessage: [404, 10008, 'Unknown Message'],
  unknownUser: [404, 10013, 'Unknown User'],
  unknownEmoji: [400, 10014, 'Unknown Emoji'],
  unknownWebhook: [404, 10015, 'Unknown Webhook'],
  unknownInteraction: [404, 10062, 'Unknown interaction'],
  unknownCommand: [404, 10063, 'Unknown application command'],
  unknownEvent: [404, 10070, 'Unknown Guild Scheduled Event'],
  tooManyEvents: [400, 30038, 'Maximum number of uncompleted guild scheduled events reached (100)'],
  finishedEvent: [400, 180000, 'Cannot update a finished event'],
  badEventStatus: [400, 50035, 'Invalid Form Body'],
  tooManyWebhooks: [400, 30007, 'Maximum number of webhooks reached (15)'],
  tooManyCommands: [400, 30032, 'Maximum number of application commands reached (100)'],
  alreadyAcknowledged: [400, 40060, 'Interaction has already been acknowledged.'],
  missingAccess: [403, 50001, 'Missing Access'],
  foreignMessage: [403, 50005, 'Cannot edit a message authored by another user'],
  emptyMessage: [400, 50006, 'Cannot send an empty message'],
  closedToMessages: [403, 50007, 'Cannot send messages to this user'],
  notForMessages: [400, 50008, 'Cannot send messages in a non-text channel'],
  missingPermissions: [403, 50013, 'Missing Permissions'],
  wrongChannelType: [400, 50024, 'Cannot execute action on this channel type'],
  invalidToken: [401, 50027, 'Invalid Webhook Token'],
  invalidVersion: [400, 50041, 'Invalid API version provided'],
  threadArchived: [400, 50083, 'Thread is archived'],
  threadClosedToAnswers: [403, 50083, 'Thread is archived'],
  serverUnavailable: [503, 0, '503: Service Unavailable'],
  tooBig: [500, 0, '500: Internal Server Error'],
  invalidJson: [400, 50109, 'The request body contains invalid JSON.'],
  threadExists: [400, 160004, 'A thread has already been created for this message'],
  tooManyThreads: [400, 160006, 'Maximum number of active threads reached'],
  threadLocked: [403, 160005, 'Thread is locked'],
} as const satisfies Record<string, readonly [number, number, string]>
