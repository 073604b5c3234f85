/** Discord's Markdown as people write it, read into prose: lines first, then what stands in them, as trees. */
import type { Nodes, PhrasingContent } from 'mdast'
import { fromMarkdown } from 'mdast-util-from-markdown'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import type { Prose, ProseBlock, Span } from '../../club/prose.ts'
import { block, linked, span } from '../prose.ts'
import { clean } from './escape.ts'

/** `plain`: what stands for mentions, emoji and the like in words. */
export function readMarkdown(content: string, plain: (text: string) => string): Prose {
  const prose: Prose = []
  const lines = clean(content).split('\n')
  for (let at = 0; at < lines.length; ) {
    const { taken, blocks } = readBlock(lines, at, (text) => readInline(text, plain))
    prose.push(...blocks)
    at += taken
  }
  return prose
}

type Inline = (text: string) => Span[]
interface Read {
  taken: number
  blocks: ProseBlock[]
}

const FENCE = '```'

function readBlock(lines: readonly string[], at: number, inline: Inline): Read {
  const line = lines[at] ?? ''
  if (line.trim() === '') return { taken: 1, blocks: [] }
  const fenced = line.includes(FENCE) ? readFence(lines, at, inline) : undefined
  if (fenced) return fenced
  const rest = /^>>> (.*)$/.exec(line)
  if (rest) {
    const quoted = [rest[1] ?? '', ...lines.slice(at + 1)]
    return { taken: quoted.length, blocks: [block('quote', inline(quoted.join('\n')))] }
  }
  const heading = /^#{1,3} +(.+)$/.exec(line)
  if (heading) return { taken: 1, blocks: [block('heading', inline(heading[1] ?? ''))] }
  const item = /^( *)(?:[-*]|(\d{1,9})\.) +(.+)$/.exec(line)
  if (item) {
    const [, indent = '', n, words = ''] = item
    const depth = Math.floor(indent.length / 2)
    const kind = n === undefined ? 'bullet' : 'number'
    return { taken: 1, blocks: [block(kind, inline(words), { depth, n: Number(n ?? 0) })] }
  }
  const isQuote = line.startsWith('> ')
  const count = lines.slice(at).findIndex((other, index) => index > 0 && !belongs(other, isQuote))
  const run = lines.slice(at, count < 0 ? undefined : at + count)
  const words = run.map((other) => (isQuote ? other.slice(2) : other)).join('\n')
  return { taken: run.length, blocks: [block(isQuote ? 'quote' : 'text', inline(words))] }
}

function belongs(line: string, isQuote: boolean): boolean {
  if (isQuote) return line.startsWith('> ')
  return line.trim() !== '' && !line.includes(FENCE) && !/^(>>>|>|#{1,3}| *[-*]| *\d{1,9}\.) /.test(line)
}

/** Code between fences, with what stands before and behind it on their lines. */
function readFence(lines: readonly string[], at: number, inline: Inline): Read | undefined {
  const text = lines.slice(at).join('\n')
  const from = text.indexOf(FENCE)
  const to = text.indexOf(FENCE, from + FENCE.length)
  if (to < 0) return undefined
  const end = text.indexOf('\n', to)
  const [before, inside] = [text.slice(0, from), text.slice(from + FENCE.length, to)]
  const behind = text.slice(to + FENCE.length, end < 0 ? undefined : end)
  const code = inside.replace(/^[\w+#-]*\n/, '').replace(/\n$/, '')
  const around = (words: string) => (words.trim() === '' ? [] : [block('text', inline(words.trim()))])
  const taken = text.slice(0, end < 0 ? undefined : end).split('\n').length
  return {
    taken,
    blocks: [...around(before), ...(code === '' ? [] : [block('fence', [span(code)])]), ...around(behind)],
  }
}

/** Only what stands in a line: Discord has its own blocks. */
const OPTIONS = {
  extensions: [
    gfmStrikethrough({ singleTilde: false }),
    {
      disable: {
        null: [
          ...['blockQuote', 'codeFenced', 'codeIndented', 'definition', 'headingAtx', 'htmlFlow', 'htmlText', 'list'],
          ...['setextUnderline', 'thematicBreak', 'characterReference', 'labelStartImage', 'hardBreakEscape'],
        ],
      },
    },
  ],
  mdastExtensions: [gfmStrikethroughFromMarkdown()],
}

function readInline(text: string, plain: (text: string) => string): Span[] {
  const read = (node: Nodes, marks: Span['marks'], link: string | null): Span[] => {
    switch (node.type) {
      case 'text':
        return [span(plain(node.value), marks, link)]
      case 'inlineCode':
        return [span(node.value, [...marks, 'code'], link)]
      case 'break':
        return [span('\n', marks, link)]
      case 'strong': {
        // Two underscores underline in Discord, which the others lack.
        const isBold = text.charAt(node.position?.start.offset ?? 0) === '*'
        return all(node.children, isBold ? [...marks, 'bold'] : marks, link)
      }
      case 'emphasis':
        return all(node.children, [...marks, 'italic'], link)
      case 'delete':
        return all(node.children, [...marks, 'strike'], link)
      case 'link':
        return all(node.children, marks, /^https?:/.test(node.url) ? node.url : link)
      case 'paragraph':
      case 'root':
        return all(node.children, marks, link)
      default:
        return [span(text.slice(node.position?.start.offset, node.position?.end.offset), marks, link)]
    }
  }
  const all = (nodes: readonly (Nodes | PhrasingContent)[], marks: Span['marks'], link: string | null) =>
    nodes.flatMap((node) => read(node, marks, link))
  return linked(read(fromMarkdown(text, OPTIONS), [], null))
}
