/** Holds what the bot sent against Discord's own published description of its API. */
import * as spec from 'discord-api-spec/zod'
import { z } from 'zod'

/** One call of the bot's, as the local Discord logs it. */
export interface SentRequest {
  method: string
  path: string
  body: unknown
}

/** What is wrong with a request's body by the published description; a route that it does not know is wrong too. */
export function specProblems({ method, path, body }: SentRequest): string[] {
  const schema = SCHEMAS.find(([verb, pattern]) => verb === method && pattern.test(path))?.[2]
  if (!schema) return body === null ? [] : [`${method} ${path}: no such route takes a body`]
  const result = schema.safeParse(body)
  if (result.success) return []
  return result.error.issues.map((issue) => `${method} ${path}: ${issue.path.join('.')}: ${describe(issue)}`)
}

/** What is wrong with an answer of the local Discord's own, by the name of its schema. */
export function answerProblems(name: keyof typeof ANSWERS, body: unknown): string[] {
  // Discord writes its instants with an offset, which the generated schemas do not take.
  const inUtc: unknown = JSON.parse(JSON.stringify(body).replaceAll('+00:00"', 'Z"'))
  const result = ANSWERS[name].safeParse(inUtc)
  if (result.success) return []
  return result.error.issues.map((issue) => `${name} ${issue.path.join('.')}: ${describe(issue)}`)
}

const ANSWERS = {
  message: spec.MessageResponseSchema,
  thread: spec.ThreadResponseSchema,
  channel: spec.GuildChannelResponseSchema,
  guild: spec.GuildResponseSchema,
  event: spec.ExternalScheduledEventResponseSchema,
  interest: spec.ScheduledEventUserResponseSchema,
  webhook: spec.GuildIncomingWebhookResponseSchema,
  member: spec.GuildMemberResponseSchema,
  command: spec.ApplicationCommandResponseSchema,
  callback: spec.InteractionCallbackResponseSchema,
  gateway: spec.GatewayBotResponseSchema,
  application: spec.PrivateApplicationResponseSchema,
  error: spec.ErrorResponseSchema,
  rateLimited: spec.RatelimitedResponseSchema,
}

const SCHEMAS: [string, RegExp, z.ZodType][] = [
  ['POST', /^\/channels\/\d+\/messages$/, spec.MessageCreateRequestSchema],
  ['PATCH', /^\/channels\/\d+\/messages\/\d+$/, spec.MessageEditRequestPartialSchema],
  ['POST', /^\/channels\/\d+\/messages\/\d+\/threads$/, spec.CreateTextThreadWithMessageRequestSchema],
  ['POST', /^\/channels\/\d+\/threads$/, spec.CreateTextThreadWithoutMessageRequestSchema],
  ['POST', /^\/guilds\/\d+\/scheduled-events$/, spec.ExternalScheduledEventCreateRequestSchema],
  ['PATCH', /^\/guilds\/\d+\/scheduled-events\/\d+$/, spec.ExternalScheduledEventPatchRequestPartialSchema],
  ['PATCH', /^\/channels\/\d+$/, spec.UpdateThreadRequestPartialSchema],
  ['POST', /^\/channels\/\d+\/messages\/bulk-delete$/, z.object({ messages: z.array(z.string()) })],
  ['PUT', /^\/applications\/\d+(\/guilds\/\d+)?\/commands$/, z.array(spec.ApplicationCommandUpdateRequestSchema)],
  ['POST', /^\/applications\/\d+(\/guilds\/\d+)?\/commands$/, spec.ApplicationCommandCreateRequestSchema],
  ['PATCH', /^\/applications\/\d+(\/guilds\/\d+)?\/commands\/\d+$/, spec.ApplicationCommandPatchRequestPartialSchema],
  [
    'POST',
    /^\/interactions\/\d+\/:token\/callback$/,
    z.union([
      spec.CreateMessageInteractionCallbackRequestSchema,
      spec.UpdateMessageInteractionCallbackRequestSchema,
      spec.ApplicationCommandAutocompleteCallbackRequestSchema,
      spec.ModalInteractionCallbackRequestSchema,
    ]),
  ],
  ['POST', /^\/channels\/\d+\/webhooks$/, z.strictObject({ name: z.string(), avatar: z.string().nullish() })],
  ['POST', /^\/webhooks\/\d+\/:token$/, spec.IncomingWebhookRequestPartialSchema],
  ['PATCH', /^\/webhooks\/\d+\/:token\/messages\/(\d+|@original)$/, spec.IncomingWebhookUpdateRequestPartialSchema],
  ['POST', /^\/users\/@me\/channels$/, spec.CreatePrivateChannelRequestSchema],
]

/** A union's issue holds the issues of every branch: the one that got furthest says most. */
function describe(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'invalid_union') return issue.message
  const deepest = issue.errors.flat().sort((a, b) => b.path.length - a.path.length)[0]
  return deepest ? `${deepest.path.join('.')}: ${describe(deepest)}` : issue.message
}
