import type { DigestHead, Piece, ReadPaper } from '../services/importing/pieces.ts'

/** A document's JSON object in parts, as its pieces come: one line in the end. */
export async function* documentJson(pieces: AsyncIterable<Piece>): AsyncGenerator<string> {
  let head: DigestHead | null = null
  let isFirst = true
  for await (const piece of pieces) {
    switch (piece.kind) {
      case 'head':
        head = piece.digest
        yield `${JSON.stringify({ format: piece.format, title: titleOf(head), period: head?.period ?? null }).slice(0, -1)},"papers":[`
        break
      case 'papers':
        if (piece.papers.length === 0) break
        yield (isFirst ? '' : ',') + piece.papers.map((paper) => JSON.stringify(paperFacts(paper))).join(',')
        isFirst = false
        break
      case 'end':
        yield `],${JSON.stringify(restOf(head, piece)).slice(1)}\n`
    }
  }
}

/** A digest that has no title of its own bears its document's name, which is not for the document to say. */
export function titleOf(head: DigestHead | null): string | null {
  return head === null || head.title === head.id ? null : head.title
}

function paperFacts({ paper, idea, ideaFrom }: ReadPaper) {
  const { title, abstract, authors, authorsCount, date, arxivId, doi, link, likes, upvotes, comments } = paper
  const { tags, pick, reviewed, venue } = paper
  return {
    ...{ title, idea, ideaFrom, abstract, authors, authorsCount, date, arxivId, doi, url: link },
    ...{ likes, upvotes, comments, tags, pick, reviewed },
    ...(venue ? { venue } : {}),
  }
}

function restOf(head: DigestHead | null, { problems, unread = [], meetings = [] }: Extract<Piece, { kind: 'end' }>) {
  return {
    definitions: (head?.definitions ?? []).map(({ term, meaning }) => ({ term, meaning })),
    news: (head?.news ?? []).map(({ text, likes }) => ({ text, likes })),
    comments: (head?.comments ?? []).map((text) => ({ text })),
    problems: problems.map(({ line, message }) => ({ line, message })),
    unread: unread.map(({ line, text }) => ({ line, text })),
    meetings,
  }
}
