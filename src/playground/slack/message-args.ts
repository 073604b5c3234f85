import { problemsOf, textLength } from './blocks.ts'
import { type Fields, isFields, listOf, parseJson, textOf } from './fields.ts'
import { Refusal, refusalOf } from './refusal.ts'

/** What a bot may put into a message, checked as Slack checks it. */
export interface Content {
  text: string
  blocks: Fields[] | undefined
  attachments: Fields[] | undefined
  metadata: { event_type: string; event_payload: Fields } | undefined
}

const TEXT_MAX = 40_000
const UPDATED_TEXT_MAX = 4000
/** Undocumented: the text of all blocks and a share for each of them, as measured in slackapi/bolt-js#2509. */
const BLOCKS_BUDGET = 13_422
const BLOCK_SHARE = 125

/** `lacking`: types of blocks that the workspace does not have. */
export function contentOf(
  args: Fields,
  { update = false, lacking = [] }: { update?: boolean; lacking?: readonly string[] } = {},
): Content {
  const text = textOf(args.text) ?? ''
  const blocks = blocksOf(args.blocks, lacking)
  const attachments = jsonList(args.attachments, 'invalid_attachments')
  if (text === '' && !blocks?.length && !attachments?.length) throw new Refusal('no_text')
  if (text.length > (update ? UPDATED_TEXT_MAX : TEXT_MAX)) throw new Refusal('msg_too_long')
  if (blocks && textLength(blocks) + blocks.length * BLOCK_SHARE > BLOCKS_BUDGET) {
    throw new Refusal('msg_blocks_too_long')
  }
  if (attachments && attachments.length > 100) throw new Refusal('too_many_attachments')
  return { text, blocks, attachments, metadata: metadataOf(args.metadata) }
}

function blocksOf(given: unknown, lacking: readonly string[]): Fields[] | undefined {
  const blocks = jsonList(given, 'invalid_blocks_format')
  if (!blocks) return undefined
  const problems = problemsOf(blocks, 'message', '/blocks', lacking)
  if (problems.length > 0) throw refusalOf('invalid_blocks', problems)
  return blocks
}

function jsonList(given: unknown, error: string): Fields[] | undefined {
  if (given === undefined || given === null || given === '') return undefined
  const value = typeof given === 'string' ? parseJson(given) : given
  if (!Array.isArray(value) || !value.every(isFields)) throw new Refusal(error)
  return listOf(value)
}

function metadataOf(given: unknown): Content['metadata'] {
  if (given === undefined || given === null || given === '') return undefined
  const value = typeof given === 'string' ? parseJson(given) : given
  if (!isFields(value)) throw new Refusal('invalid_metadata_format')
  const type = textOf(value.event_type)
  if (type === undefined || !isFields(value.event_payload)) throw new Refusal('invalid_metadata_schema')
  if (JSON.stringify(value).length > 16_000) throw new Refusal('metadata_too_large')
  return { event_type: type, event_payload: value.event_payload }
}
