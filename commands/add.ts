/** Adds papers to the club's library: from a link, pasted text or files, by command, by form, or from a message. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Card, Rich } from '../src/chat/card.ts'
import { readSentence, undatedSentence } from '../src/chat/cards/added.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { paperLine } from '../src/chat/cards/paper.ts'
import { paperMenu } from '../src/chat/cards/share.ts'
import { type Context, defineCommand, type Filled } from '../src/chat/command.ts'
import { type SentFile, tooLarge } from '../src/chat/sent-file.ts'
import { UserError } from '../src/club/errors.ts'
import type { Added } from '../src/ports/library.ts'

const SHOWN = 10
/** Files of one form. */
const MOST_FILES = 5
/** Characters of one line that were hardly typed as one. */
const LONG_LINE = 150

export default defineCommand({
  name: 'add',
  description: "Add papers to this club's library from a link, pasted text or a file",
  answers: 'actor',
  organisers: true,
  costs: 'import',
  options: {
    what: {
      kind: 'text',
      description: 'A link to a paper or digest, or text; after “history”: past meetings',
      max: 6000,
    },
    file: { kind: 'attachment', description: 'A digest, feed, BibTeX or other file' },
  },
  ask: {
    action: actionId('add', 'form'),
    title: 'Add papers',
    submit: 'Add',
    inputs: [
      {
        kind: 'paragraph',
        name: 'what',
        label: 'Link or text',
        hint: 'A link to a paper or digest, or text as it was pasted',
        required: false,
        max: 4000,
      },
      {
        kind: 'file',
        name: 'file',
        label: 'Files',
        hint: 'Digests, feeds, BibTeX and others, of at most 10 MB each',
        required: false,
        most: MOST_FILES,
      },
    ],
  },
  async run(context, { what, file }) {
    try {
      return await addAll(context, given(what, file))
    } catch (error) {
      throw error instanceof UserError && isLongLine(what) ? withoutBreaks(error) : error
    }
  },
  forms: {
    form: {
      answers: 'actor',
      check: complaints,
      run: (context, _arg, { fields, files }) => addAll(context, given(fields.what, ...(files.file ?? []))),
    },
  },
  message: {
    label: 'Add papers from message',
    description: "Add the papers of this message to the club's library",
    answers: 'actor',
    async run(context, { text, files }) {
      if (given(text, ...files).length === 0)
        return notice('Nothing to add', 'That message has neither text nor files.')
      // Beside files a text may be no more than a remark on them.
      const tried = await tryEach(context, given(...files, text))
      return cardOf(files.length === 0 ? tried : tried.filter((one) => one.what !== text || 'added' in one))
    },
  },
})

type Given = string | SentFile

const given = (...parts: (Given | undefined)[]): Given[] =>
  parts.flatMap((part) => (part === undefined || (typeof part === 'string' && part.trim() === '') ? [] : [part]))

function complaints({ fields: { what = '' }, files: { file = [] } }: Filled): Record<string, string> {
  if (what.trim() === '' && file.length === 0) return { what: 'Give a link, paste text, or choose a file below.' }
  const large = file.map(tooLarge).find((sentence) => sentence !== null)
  return large ? { file: large } : {}
}

const isLongLine = (text = ''): boolean => text.length > LONG_LINE && /\s/.test(text) && !text.includes('\n')

/** A chat may have made one line of what was pasted into its command. */
function withoutBreaks({ code, message }: UserError): UserError {
  return new UserError(code, `${message} If it had several lines, call \`add\` alone and paste it into the form.`)
}

async function addAll(context: Context, parts: readonly Given[]): Promise<Card> {
  const [first] = parts
  const history = typeof first === 'string' ? AS_HISTORY.exec(first) : null
  if (history) return remember(context, given(history[1], ...parts.slice(1)))
  return cardOf(await tryEach(context, parts))
}

/** What follows is what the group met for before. */
const AS_HISTORY = /^\s*history\b:?\s*(.*)$/is

async function remember({ services }: Context, parts: readonly Given[]): Promise<Card> {
  if (parts.length === 0)
    throw new UserError('bad-option', 'Behind “history” goes a link, a table or a list, or a file beside it.')
  const said: string[] = []
  for (const what of parts) {
    const content = typeof what === 'string' ? what : { name: what.name, bytes: await what.read() }
    const { taken, known, later, undated } = await services.meetings.remember(content)
    const left = later > 0 ? ` ${later} still to come left out.` : ''
    said.push(`${plural(taken, 'past meeting')} added, ${known} known already.${left}${undatedSentence(undated)}`)
  }
  return notice('Taken into the history', said.join(' '))
}

type Tried = { what: Given } & ({ added: Added } | { problem: UserError })

/** One after another; what cannot be read keeps none of the others out. */
async function tryEach({ services, caller }: Context, parts: readonly Given[]): Promise<Tried[]> {
  const tried: Tried[] = []
  for (const what of parts) {
    try {
      const content = typeof what === 'string' ? what : { name: what.name, bytes: await what.read() }
      tried.push({ what, added: await services.library.add(caller, content) })
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      tried.push({ what, problem: error })
    }
  }
  return tried
}

function cardOf(tried: readonly Tried[]): Card {
  const [only] = tried
  if (only && tried.length === 1) {
    if ('problem' in only) throw only.problem
    return notice(
      `Added: ${only.added.title}`,
      readSentence(only.added),
      ...listed(only.added),
      ...menu(only.added.papers),
    )
  }
  const all = tried.flatMap((one) => ('added' in one ? [one.added] : []))
  const papers = [...new Map(all.flatMap((added) => added.papers).map((paper) => [paper.id, paper])).values()]
  const blocks = tried.flatMap((one): Block[] =>
    'added' in one
      ? [{ kind: 'text', text: [{ bold: one.added.title }, ` — ${readSentence(one.added)}`] }, ...listed(one.added)]
      : [{ kind: 'text', text: [{ bold: nameOf(one.what) }, ` — ${one.problem.message}`] }],
  )
  const title = papers.length > 0 ? `Added: ${plural(papers.length, 'paper')}` : 'Nothing was added'
  return { title, blocks: [...blocks, ...menu(papers)] }
}

const nameOf = (what: Given): string => (typeof what === 'string' ? 'The text' : what.name)

/** The first papers, and what could not be read. */
function listed({ papers, problems }: Added): Block[] {
  return [...list(papers.slice(0, SHOWN).map(paperLine)), ...troubles(problems)]
}

function list(items: Rich[]): Block[] {
  return items.length > 0 ? [{ kind: 'list', items }] : []
}

function menu(papers: Added['papers']): Block[] {
  return papers.length > 0 ? [paperMenu(papers)] : []
}

function troubles(problems: Added['problems']): Block[] {
  if (problems.length === 0) return []
  const items = problems.slice(0, SHOWN).map(({ line, message }) => `Line ${line}: ${message}`)
  const more = problems.length > SHOWN ? [`And ${problems.length - SHOWN} more.`] : []
  return [{ kind: 'text', text: [{ bold: 'What could not be read' }] }, ...list([...items, ...more])]
}
