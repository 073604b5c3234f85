import { readFileSync } from 'node:fs'
import { parseSync } from 'oxc-parser'

/** What stands in a file for people to read: each text with a word beside another one, values in braces, in the file's order. */
export function sentencesOf(file: string): string[] {
  const source = readFileSync(file, 'utf8')
  const found: string[] = []
  const see = (node: unknown): void => {
    if (Array.isArray(node)) node.forEach(see)
    if (!isNode(node) || isForMachines(node, source)) return
    const text = textOf(node, source)
    if (text !== undefined && SENTENCE.test(text) && !SQL.test(text)) found.push(text)
    for (const value of Object.values(node)) see(value)
  }
  see(parseSync(file, source).program)
  return found
}

/** Two words beside each other outside of the braces that stand for values, or one word before a value or after it. */
const SENTENCE = /\p{L}{2,}[,;:.]? (?:\p{L}+ )*(?:\p{L}{2,}|\{)|\} \p{L}{2,}/u
const SQL =
  /^\s*(?:ALTER|BEGIN|CREATE|DELETE FROM|INSERT INTO|LISTEN|PRAGMA|RELEASE|ROLLBACK|SAVEPOINT|SELECT|UPDATE|VACUUM)\b|\bSELECT \w|\bWHERE \w+ =/
/** What is named so is typed or looked up, not read. */
const NAMES = new Set(['name', 'command', 'prefix'])

interface Node {
  type: string
  [part: string]: unknown
}

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string'

/** Imports, types, the names of commands, patterns, what goes into the log, and faults of ours, which end there too. */
function isForMachines(node: Node, source: string): boolean {
  if (node.type === 'ImportDeclaration') return true
  if (node.type.startsWith('TS') && node.type !== 'TSAsExpression' && node.type !== 'TSSatisfiesExpression') return true
  if (node.type === 'Property' && isNode(node.key) && NAMES.has(String(node.key.name))) {
    return isNode(node.value) && /^'[a-z -]+'$/.test(spanOf(node.value, source))
  }
  if (node.type === 'CallExpression' || node.type === 'NewExpression') {
    return isNode(node.callee) && /(?:\blog\.\w+|^(?:Type)?Error|^RegExp)$/.test(spanOf(node.callee, source))
  }
  return false
}

function textOf(node: Node, source: string): string | undefined {
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : undefined
  if (node.type !== 'TemplateLiteral') return undefined
  const { quasis, expressions } = node
  if (!Array.isArray(quasis) || !Array.isArray(expressions)) return undefined
  const text = quasis
    .map(({ value }, at) => value.cooked + (at < expressions.length ? `{${nameOf(expressions[at], source)}}` : ''))
    .join('')
  // The pages of the web are templates with tags: what stands between them is read.
  return text.replace(/<\/?[a-z][^<>]*>/g, ' ').trim()
}

/** A value as a reader knows it: `club.name` as it stands, and of anything longer what it is called with. */
function nameOf(value: Node, source: string): string {
  const written = spanOf(value, source).replace(/\s+/g, ' ')
  return /^[\w.?]+$/.test(written) ? written : (/^\w+(?=\()/.exec(written)?.[0] ?? '…')
}

const spanOf = ({ start, end }: Node, source: string): string => source.slice(Number(start), Number(end))
