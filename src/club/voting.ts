/** How members vote: what they may choose, what they see of the counts before the close, and how many it takes. */
import { z } from 'zod'

export const Voting = z.object({
  /** Whether the order of a vote counts: then an instant run-off decides. */
  ranked: z.boolean().default(false),
  /** How many papers somebody may vote for; null: any of them. */
  most: z.number().int().min(1).max(10).nullable().default(null),
  /** Whether counts are shown only once the ballot has closed. */
  hidden: z.boolean().default(false),
  /** How many people it takes: with fewer there is no pick. */
  quorum: z.number().int().min(1).max(1_000).default(1),
})
export type Voting = z.output<typeof Voting>

/** As long as nobody has said otherwise: any number of papers, all of them alike. */
export const APPROVAL: Voting = Voting.parse({})

export const VOTING_METHODS = ['approval', 'single', 'ranked'] as const
type VotingMethod = (typeof VOTING_METHODS)[number]

export function methodOf({ ranked, most }: Voting): VotingMethod {
  return ranked ? 'ranked' : most === 1 ? 'single' : 'approval'
}

/** With another method; a limit stays where it means something there. */
export function withMethod(voting: Voting, method: VotingMethod): Voting {
  const most = voting.most === 1 ? null : voting.most
  return { ...voting, ranked: method === 'ranked', most: method === 'single' ? 1 : most }
}

/** `ranked; at most 3; hidden; quorum 5` put into `before`: what is not said stays. Null where a word of it is none. */
export function votingFrom(text: string, before: Voting): Voting | null {
  const said = text
    .toLowerCase()
    .split(/[;,]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
  if (said.length === 0) return null
  let voting: Voting | null = before
  for (const part of said) voting = voting && withWord(voting, part)
  return voting && (Voting.safeParse(voting).data ?? null)
}

function withWord(voting: Voting, word: string): Voting | null {
  const method = VOTING_METHODS.find((one) => new RegExp(`^${one}( choice)?$`).test(word))
  if (method) return withMethod(voting, method)
  if (word === 'hidden' || word === 'shown') return { ...voting, hidden: word === 'hidden' }
  if (word === 'no limit') return { ...voting, most: null }
  if (word === 'no quorum') return { ...voting, quorum: 1 }
  const [, most, quorum] = /^(?:(?:at )?most (\d{1,4})|quorum (\d{1,4}))$/.exec(word) ?? []
  if (most) return { ...voting, most: Number(most) }
  return quorum ? { ...voting, quorum: Number(quorum) } : null
}

/** `ranked, the counts are shown after the close, at least 4 have to vote` */
export function describeVoting(voting: Voting): string {
  const { most, hidden, quorum } = voting
  const limit = most !== null && most > 1 ? [`at most ${most}`] : []
  return [
    WORDS[methodOf(voting)],
    ...limit,
    ...(hidden ? ['the counts are shown after the close'] : []),
    ...(quorum > 1 ? [`at least ${quorum} have to vote`] : []),
  ].join(', ')
}

const WORDS: Readonly<Record<VotingMethod, string>> = {
  approval: 'any number of papers',
  single: 'one paper',
  ranked: 'papers in an order, by an instant run-off',
}
