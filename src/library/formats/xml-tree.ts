import { Parser } from 'htmlparser2'
import type { Complaint } from './complaint.ts'
import { CUT_OFF, saysCutOff } from './cut-off.ts'
import { countLines } from './texts.ts'

/** An element of a feed. A prefix that the root bears is taken off all names: `atom:entry` is an `entry`. */
export interface XmlElement {
  /** In lower case, with its prefix: `dc:creator`. */
  name: string
  attributes: Readonly<Record<string, string>>
  children: (XmlElement | string)[]
  /** 1-based. */
  line: number
  /** Its end is missing: the document was cut off within it, or is broken there. */
  isUnclosed?: true
}

export interface XmlTree {
  root: XmlElement | null
  complaints: Complaint[]
}

/**
 * What a document may cost; entities of its own are never expanded. A feed nests a dozen deep, and a page of a thousand
 * entries has some fifty thousand elements.
 */
const LIMITS = { characters: 10_000_000, depth: 100, elements: 400_000, attributes: 2_000_000 }

export function readXml(text: string): XmlTree {
  if (text.length > LIMITS.characters) {
    return { root: null, complaints: [{ line: 1, message: 'The feed is over 10 MB, too large to read.' }] }
  }
  const complaints: Complaint[] = []
  const top: XmlElement = { name: '', attributes: {}, children: [], line: 1 }
  const open: XmlElement[] = [top]
  let elements = 0
  let attributes = 0
  let prefix = ''
  const at = lineCounter(text)
  const stop = (message: string) => {
    complaints.push({ line: at(parser.startIndex), message })
    parser.pause()
  }
  const parser = new Parser(
    {
      onattribute() {
        if (++attributes === LIMITS.attributes)
          stop('From here on there are too many attributes; the rest is not read.')
      },
      onopentag(raw, attribs) {
        if (++elements > LIMITS.elements) return stop('From here on there are too many elements; the rest is not read.')
        if (open.length > LIMITS.depth) return stop('The elements are nested too deeply here; the rest is not read.')
        const name = raw.toLowerCase()
        if (elements === 1) prefix = /^[^:]+:/.exec(name)?.[0] ?? ''
        const element: XmlElement = {
          name: prefix !== '' && name.startsWith(prefix) ? name.slice(prefix.length) : name,
          attributes: attribs,
          children: [],
          line: at(parser.startIndex),
        }
        open.at(-1)?.children.push(element)
        open.push(element)
      },
      ontext(part) {
        const siblings = open.at(-1)?.children
        if (!siblings || open.length === 1) return
        const last = siblings.length - 1
        const before = siblings[last]
        if (typeof before === 'string') siblings[last] = before + part
        else siblings.push(part)
      },
      onclosetag(_name, isImplied) {
        const closed = open.pop()
        if (!isImplied || !closed || isSelfClosing(text, parser.endIndex)) return
        closed.isUnclosed = true
        if (!complaints.some(saysCutOff)) {
          complaints.push({
            line: closed.line,
            message: `The element <${closed.name.slice(0, 40)}> ${CUT_OFF}`,
          })
        }
      },
      onprocessinginstruction(name, data) {
        if (name.toLowerCase() === '!doctype' && data.includes('[')) {
          complaints.push({
            line: at(parser.startIndex),
            message: 'The document declares entities of its own; they are not read.',
          })
        }
      },
    },
    { xmlMode: true, decodeEntities: true },
  )
  parser.write(text)
  parser.end()
  return { root: elementsIn(top)[0] ?? null, complaints }
}

function elementsIn(element: XmlElement): XmlElement[] {
  return element.children.filter((child) => typeof child !== 'string')
}

/** The children of these names, in the document's order. */
export function childrenOf(element: XmlElement, ...names: string[]): XmlElement[] {
  return elementsIn(element).filter(({ name }) => names.includes(name))
}

/** The first child of the first of these names that there is. */
export function childOf(element: XmlElement, ...names: string[]): XmlElement | null {
  const children = elementsIn(element)
  for (const name of names) {
    const found = children.find((child) => child.name === name)
    if (found) return found
  }
  return null
}

/** All text within, as it stands. */
export function textIn(element: XmlElement | null): string {
  if (!element) return ''
  return element.children.map((child) => (typeof child === 'string' ? child : textIn(child))).join('')
}

/** The parser calls the end of `<link/>` implied, too. */
function isSelfClosing(text: string, end: number): boolean {
  return text[end] === '>' && text[end - 1] === '/'
}

/** Lines of places that come in rising order. */
function lineCounter(text: string): (index: number) => number {
  let line = 1
  let last = 0
  return (index) => {
    if (index > last) {
      line += countLines(text, last, index)
      last = index
    }
    return line
  }
}
