import type { DigestSummary, Paper, SiteCount } from '../../library/paper.ts'
import { actionId } from '../action.ts'
import type { Block, Button, Card, Inline, Rich } from '../card.ts'
import { plural } from './notice.ts'
import { shareButton } from './share.ts'

/** What the club has made of a paper so far. */
export interface PaperHistory {
  /** When its round picked it. */
  pickedAt: Temporal.Instant | null
  /** When it was read otherwise, as on a date of before the bot came. */
  readAt: Temporal.Instant | null
  /** How many voted for it then; null where it was not chosen by votes. */
  votes: number | null
  /** How many there are, in words. */
  comments: string
  /** Whether it stands on the open ballot. */
  onBallot: 'nominated' | 'filler' | null
  /** Who nominated what stands there, or waits. */
  nominatedBy: string | null
  /** How many members would read it. */
  seconds: number
}

/** Everything known of a paper. `history`: in the club that answers; null where none does. */
export function paperCard(paper: Paper, digests: readonly DigestSummary[], history: PaperHistory | null): Card {
  return {
    title: paper.title,
    blocks: [
      { kind: 'text', text: ideaLine(paper, digests) },
      ...factBlocks(paper),
      ...countBlocks(paper, digests),
      ...linkBlocks(paper),
      ...appearanceBlocks(paper, digests),
      ...(history ? [{ kind: 'text' as const, text: historyLine(history) }] : []),
      { kind: 'buttons', buttons: paperButtons(paper, history) },
    ],
  }
}

/** The idea in one line, and whose it is where that does not go without saying. */
export function ideaLine(paper: Paper, digests: readonly DigestSummary[] = []): Inline[] {
  if (!paper.idea) return [{ italic: 'No digest has put its idea into a line yet.' }]
  const whose = whoseIdea(paper, digests)
  return whose ? [paper.idea, ' ', { italic: `(${whose})` }] : [paper.idea]
}

function whoseIdea(
  { ideaFrom, ideaBy, sources, appearances }: Paper,
  digests: readonly DigestSummary[],
): string | null {
  switch (ideaFrom) {
    case 'abstract':
      return 'from the abstract'
    case 'member':
      return `in the words of ${ideaBy ?? 'a member'}`
    case 'digest': {
      const digest = appearances.length > 1 ? digests.find(({ id }) => id === sources.idea) : undefined
      return digest ? shortName(digest) : null
    }
    case null:
      return null
  }
}

/** A paper in a list: its title, and its idea where there is one. */
export function paperLine(paper: Paper): Rich {
  return paper.idea ? [{ bold: paper.title }, ` — ${paper.idea}`] : [{ bold: paper.title }]
}

/** Says that one would read it, or takes it back. */
export function secondButton(paper: string, count: number): Button {
  const others = count > 0 ? ` (${count})` : ''
  return { label: `I would read this${others}`, action: actionId('show', 'second', paper) }
}

export function nominateButton(paper: string): Button {
  return { label: 'Nominate', action: actionId('nominate', 'ask', paper), style: 'primary' }
}

/** The paper's own facts, as far as they are known. */
export function factBlocks(paper: Paper): Block[] {
  const fields = [
    { name: 'Authors', value: authorsOf(paper) },
    { name: 'From', value: paper.affiliations.join(', ') },
    { name: 'Appeared in', value: paper.venue ? venueLine(paper.venue) : '' },
    { name: 'Date', value: paper.date ?? '' },
    { name: 'Tags', value: paper.tags.join(', ') },
  ].filter((field) => field.value !== '')
  return fields.length > 0 ? [{ kind: 'fields', fields }] : []
}

/** `2024`: of its date, else of its arXiv id, whose first two digits are the year since 2007; null where neither tells. */
export function yearOf({ date, arxivId }: Paper): string | null {
  if (date) return date.slice(0, 4)
  const [, year] = /^(\d\d)\d\d\.\d{4,5}$/.exec(arxivId ?? '') ?? []
  return year === undefined ? null : `20${year}`
}

/** `Ada Lovelace, Alan Turing, Emmy Noether and 4 more · Journal of Robots · 2024 · Read the paper`, as far as it is known. */
export function byline(paper: Paper): Inline[] {
  const { authors, authorsCount, venue, link } = paper
  const named = authors.slice(0, FEW_AUTHORS)
  const few = { ...paper, authors: named, authorsCount: Math.max(authorsCount ?? 0, authors.length) }
  const facts = [authorsOf(few), venue?.name ?? '', yearOf(paper) ?? ''].filter(Boolean)
  const parts: Inline[] = [...facts, ...(link ? [{ link, label: 'Read the paper' }] : [])]
  return parts.flatMap((part, index) => (index === 0 ? [part] : [' · ', part]))
}

const FEW_AUTHORS = 3

export function linkBlocks(paper: Paper): Block[] {
  const links = [
    { url: paper.link, label: 'Read the paper' },
    { url: paper.doi ? `https://doi.org/${paper.doi}` : null, label: `DOI ${paper.doi}` },
  ]
  return links.flatMap(({ url, label }) => (url ? [{ kind: 'link' as const, url, label }] : []))
}

/** `Journal of Robots 7(2), 11–29`. */
function venueLine({ name, volume, number, pages }: NonNullable<Paper['venue']>): string {
  const issue = `${volume ?? ''}${number ? `(${number})` : ''}`
  return [issue === '' ? name : `${name} ${issue}`, ...(pages ? [pages] : [])].join(', ')
}

function authorsOf(paper: Paper): string {
  if (paper.authors.length === 0) return paper.authorsCount ? plural(paper.authorsCount, 'author') : ''
  const names = paper.authors.join(', ')
  const unnamed = (paper.authorsCount ?? 0) - paper.authors.length
  if (unnamed > 0) return `${names} and ${unnamed} more`
  return paper.andOthers ? `${names} et al.` : names
}

/** What the people of each site made of it; different sites' counts are told apart, each as old as its digest. */
function countBlocks(paper: Paper, digests: readonly DigestSummary[]): Block[] {
  const bySource = Map.groupBy(paper.counts, ({ digest }) => digest)
  const fields = [...bySource].map(([id, counts]) => {
    const digest = digests.find((other) => other.id === id)
    const said = counts.map(({ kind, count }) => plural(count, ONE[kind])).join(', ')
    const until = digest?.period?.to
    return { name: digest ? shortName(digest) : id, value: until ? `${said} (${until})` : said }
  })
  return fields.length > 0 ? [{ kind: 'fields', fields }] : []
}

const ONE: Readonly<Record<SiteCount['kind'], string>> = { likes: 'like', upvotes: 'upvote', comments: 'comment' }

function shortName({ publication, issue, title }: DigestSummary): string {
  return publication ? [publication, issue].filter((part) => part !== null).join(' ') : title
}

function appearanceBlocks(paper: Paper, digests: readonly DigestSummary[]): Block[] {
  const items = paper.appearances.map((appearance): Rich => {
    const marks = [appearance.pick ? "editor's pick" : '', appearance.reviewed ? '' : 'listed only']
    const digest = digests.find(({ id }) => id === appearance.digest)
    const about = marks.filter((text) => text !== '').join(', ')
    return [{ bold: digest ? digestName(digest) : appearance.digest }, about ? ` (${about})` : '']
  })
  const remarks = paper.appearances.flatMap(({ remarks }) => (remarks ? [remarks] : []))
  return [
    { kind: 'text', text: [{ bold: 'Seen in' }] },
    { kind: 'list', items },
    ...remarks.map((text): Block => ({ kind: 'text', text })),
  ]
}

/** `The AI Timeline 37: Alignment Faking …`, without saying the same twice. */
export function digestName(digest: Pick<DigestSummary, 'title' | 'publication' | 'issue'>): string {
  const publication = [digest.publication, digest.issue].filter((part) => part !== null).join(' ')
  return publication && !digest.title.includes(publication) ? `${publication}: ${digest.title}` : digest.title
}

function historyLine(history: PaperHistory): Rich {
  if (history.pickedAt) {
    const votes = `, with ${history.votes === null ? '' : `${plural(history.votes, 'vote')} and `}${history.comments}`
    return ['Paper of the week on ', { time: history.pickedAt, style: 'date' }, votes, '.']
  }
  if (history.readAt) return ['Read on ', { time: history.readAt, style: 'date' }, '.']
  if (history.onBallot === 'nominated') return `On the open ballot, nominated by ${history.nominatedBy}.`
  if (history.onBallot === 'filler') return 'On the open ballot, picked from the library; nobody has nominated it yet.'
  if (history.nominatedBy) return `It waits among the nominations, nominated by ${history.nominatedBy}.`
  return 'This club has not read it yet.'
}

const isRead = ({ pickedAt, readAt }: PaperHistory): boolean => pickedAt !== null || readAt !== null

function paperButtons(paper: Paper, history: PaperHistory | null): Button[] {
  return [
    ...(!history || isRead(history) || history.nominatedBy !== null ? [] : [nominateButton(paper.id)]),
    ...(!history || isRead(history) ? [] : [secondButton(paper.id, history.seconds)]),
    { label: 'Similar papers', action: actionId('similar', 'open', paper.id) },
    ...(history?.pickedAt ? [{ label: 'Discussion', action: actionId('discuss', 'open', paper.id) }] : []),
    ...shareButton('show', paper.id),
  ]
}
