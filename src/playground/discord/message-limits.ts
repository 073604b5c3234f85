/** What Discord refuses in the body of a message that is sent or edited. */
import { MessageFlags } from 'discord-api-types/v10'
import { list, problem, text } from './checks.ts'
import { attachmentProblems, componentProblems, weightOf } from './component-limits.ts'
import { embedProblems } from './embed-limits.ts'
import { type Fields, fieldsOf, listOf, numberOf, textOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { StoredMessage } from './records.ts'
import { below, type Problem, refusal, refuseForm } from './refusals.ts'
import { isComponentsV2 } from './views/messages.ts'

/** Throws the refusal of a body. `files`: those that come along; `before`: the message that it edits; `at`: its place. */
export function refuseMessage(
  body: Fields,
  files: readonly { name: string }[],
  before?: StoredMessage,
  at?: 'data',
): void {
  const attached = [...files.map(({ name }) => name), ...(before?.attachments ?? []).map((one) => textOf(one.filename))]
  const problems = [...messageProblems(body, before), ...attachmentProblems(body.components, attached)]
  refuseForm(at ? below(at, problems) : problems)
  if (isEmpty(body, files.length, before)) throw refusal('emptyMessage')
  if (weightOf(listOf(body.components)) > LIMITS.componentBytes) throw refusal('tooBig')
}

function messageProblems(body: Fields, before?: StoredMessage): Problem[] {
  const v2 = becomesV2(body, before)
  return [
    ...text('content', body.content, 0, LIMITS.content),
    ...nonceProblems(body.nonce),
    ...embedProblems(body.embeds),
    ...mentionProblems(fieldsOf(body.allowed_mentions)),
    ...componentProblems(body.components, v2),
    ...list('attachments', body.attachments, 0, LIMITS.attachments),
    ...(v2 ? legacyProblems(body, before) : []),
    ...takenBack(body, before),
    ...pollProblems(body),
  ]
}

function becomesV2(body: Fields, before?: StoredMessage): boolean {
  return (numberOf(body.flags) & MessageFlags.IsComponentsV2) !== 0 || (before !== undefined && isComponentsV2(before))
}

/** Content, embeds and polls cannot stand beside Components V2: what a message had must be emptied when it turns. */
function legacyProblems(body: Fields, before?: StoredMessage): Problem[] {
  const content = body.content === undefined ? before?.content : body.content
  const embeds = body.embeds === undefined ? before?.embeds : body.embeds
  const left = [
    ...(textOf(content) ? ['content'] : []),
    ...(listOf(embeds).length > 0 ? ['embeds'] : []),
    ...(body.poll ? ['poll'] : []),
    ...(listOf(body.sticker_ids).length > 0 ? ['sticker_ids'] : []),
  ]
  return left.map((field) =>
    problem(
      field,
      'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
      `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
    ),
  )
}

function takenBack(body: Fields, before?: StoredMessage): Problem[] {
  if (!before || !isComponentsV2(before) || typeof body.flags !== 'number') return []
  if (body.flags & MessageFlags.IsComponentsV2) return []
  const message = 'The MessageFlags.IS_COMPONENTS_V2 flag cannot be removed from a message'
  return [problem('flags', 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG', message)]
}

function nonceProblems(nonce: unknown): Problem[] {
  if (nonce === undefined || nonce === null || Number.isSafeInteger(nonce)) return []
  return text('nonce', nonce, 0, LIMITS.nonce)
}

function mentionProblems(allowed: Fields): Problem[] {
  const parse = listOf(allowed.parse)
  const unknown = parse.filter((kind) => kind !== 'users' && kind !== 'roles' && kind !== 'everyone')
  const problems = unknown.map((kind) =>
    problem('allowed_mentions.parse', 'BASE_TYPE_CHOICES', `Value "${kind}" is not one of users, roles, everyone.`),
  )
  for (const kind of ['users', 'roles']) {
    problems.push(...list(`allowed_mentions.${kind}`, allowed[kind], 0, 100))
    if (parse.includes(kind) && listOf(allowed[kind]).length > 0) {
      const message = `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`
      problems.push(problem('allowed_mentions', 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE', message))
    }
  }
  return problems
}

function pollProblems(body: Fields): Problem[] {
  return body.poll ? [problem('poll', 'POLL_UNAVAILABLE', 'The local server holds no polls')] : []
}

function isEmpty(body: Fields, files: number, before?: StoredMessage): boolean {
  const has = (field: 'content' | 'embeds' | 'components' | 'attachments') => {
    const value = body[field] === undefined ? before?.[field] : body[field]
    return typeof value === 'string' ? value.trim().length > 0 : listOf(value).length > 0
  }
  return files === 0 && !has('content') && !has('embeds') && !has('components') && !has('attachments')
}
