import type { Token } from './page-tokens.ts'
import { countWords } from './prose.ts'
import type { TextLine } from './text-line.ts'
import { leaning } from './titles-and-abstracts.ts'

/** What stands together on the page: the lines about a paper with the votes above and the facts below them. */
export interface Card {
  votes: number | null
  texts: TextLine[]
  facts: Fact[]
  addresses: string[]
  isSubmitted: boolean
}

type Fact = Exclude<Token, { kind: 'text' | 'submitter' | 'address' }> | { kind: 'byline'; line: TextLine }

/** Facts end a card; the next text begins another one. */
export function cardsOf(tokens: Token[]): Card[] {
  const isLeading = votesLead(tokens)
  const newCard = (votes: number | null, isSubmitted: boolean): Card => {
    return { votes, texts: [], facts: [], addresses: [], isSubmitted }
  }
  let card = newCard(null, false)
  const cards = [card]
  tokens.forEach((token, index) => {
    if (token.kind === 'submitter' && card.texts.length > 0 && isBelowTitle(tokens, index)) return
    if (token.kind === 'submitter') {
      card = newCard(null, true)
      cards.push(card)
    } else if (token.kind === 'address') card.addresses.push(token.line.text)
    else if (token.kind !== 'text') card.facts.push(token)
    else if (isByline(tokens, index, card)) card.facts.push({ kind: 'byline', line: token.line })
    else {
      if (card.facts.length > 0 && !isAbstractOf(card, token.line)) {
        const isEmpty = card.texts.length === 0
        card = newCard(takeVotes(card.facts, isLeading || isEmpty), isEmpty && card.isSubmitted)
        cards.push(card)
      }
      card.texts.push(token.line)
    }
  })
  return cards
}

/** Whether who submitted stands among the facts of the paper above: the number of its authors or its date follows. */
function isBelowTitle(tokens: readonly Token[], index: number): boolean {
  const next = tokens.slice(index + 1).find(({ kind }) => kind !== 'separator' && kind !== 'address')
  return next?.kind === 'authors' || next?.kind === 'date'
}

/** Whether votes stand above the titles: those of the first paper do, and a dash does where there are none. */
function votesLead(tokens: Token[]): boolean {
  const above = tokens.flatMap(({ kind }, index) => (kind === 'text' ? [tokens[neighbour(tokens, index, -1)]] : []))
  const isVote = above[0]?.kind === 'count' || above[0]?.kind === 'upvotes'
  return isVote || above.some((token) => token?.kind === 'count' && token.count === 0)
}

/** The votes of the paper that comes next, where they are the last thing above it. */
function takeVotes(facts: Fact[], isTheirs: boolean): number | null {
  const last = facts.at(-1)
  if (!isTheirs || (last?.kind !== 'count' && last?.kind !== 'upvotes')) return null
  facts.pop()
  return last.count
}

/** An organisation in the place of the authors: a short line right above the date. */
function isByline(tokens: Token[], index: number, { texts, facts }: Card): boolean {
  const text = tokens[index]?.line.text ?? ''
  if (texts.length === 0 || facts.length > 0 || countWords(text) > 8) return false
  const at = neighbour(tokens, index, 1)
  const below = tokens[at]?.kind
  if (below !== 'separator') return below === 'date'
  return tokens[neighbour(tokens, at, 1)]?.kind !== 'authors' || countWords(text) <= 4
}

/** Where the next line stands that is no address. */
function neighbour(tokens: Token[], index: number, step: 1 | -1): number {
  let at = index + step
  while (tokens[at]?.kind === 'address') at += step
  return at
}

/** Whether an abstract stands below the votes that stand below its title. */
function isAbstractOf({ texts, facts }: Card, line: TextLine): boolean {
  const isTitleOnly = texts.length > 0 && texts.every((text) => leaning(text) < 0)
  return isTitleOnly && leaning(line) > 3 && facts.every(({ kind }) => kind === 'count' || kind === 'upvotes')
}

const ANCHORS: ReadonlySet<Fact['kind']> = new Set(['authors', 'byline', 'date', 'upvotes', 'comments'])

export function isAnchor({ facts }: Card): boolean {
  return facts.some(({ kind }) => ANCHORS.has(kind))
}
