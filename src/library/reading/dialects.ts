import { ruledTables } from './ruled-tables.ts'

/** A text in whatever marks people use, in Markdown's; each line stays where it was. */
export function inMarkdown(text: string): string {
  const lines = ruledTables(underlined(openedFence(text.split('\n'))))
  const places = definitions(lines)
  // A row of such signs alone underlines a heading of Markdown.
  const isAsciidoc = lines.some(
    (line) => /https?:[^\s[\]]{4,300}\[[^\]\n]{3,300}\]/.test(line.slice(0, LONGEST)) && !line.includes(']('),
  )
  const isWiki = lines.some((line) => /^={2,6} ?[^=\s].{0,300}={2,6}\s*$|^\{\|/.test(line))
  const plain = lines.map((line) => (line.length > LONGEST ? line : linked(line, places)))
  if (isAsciidoc) return plain.map(asciidocLine).join('\n')
  if (lines.some((line) => JIRA_HEAD.test(line))) return jiraLines(plain).join('\n')
  if (isWiki || lines.some((line) => DOKU_HEAD.test(line))) return wikiLines(dokuTables(plain)).join('\n')
  return isOrg(lines) ? orgMarks(orgLines(plain).join('\n')) : plain.map(orgHeading).join('\n')
}

/** `^ Date ^ Paper ^` names the columns of a table of DokuWiki. */
const DOKU_HEAD = /^\^.{1,400}\^.{0,400}[\^|]\s*$/
/** `||Date||Paper||` names the columns of a table of Confluence or Jira. */
const JIRA_HEAD = /^\s*\|\|(?:[^|\n]{1,100}\|\|){2,20}\s*$/
/** Stars are headings where settings, drawers or plans say so, and where lists have other signs. */
function isOrg(lines: readonly string[]): boolean {
  return (
    lines.some((line) => ORG.test(line)) ||
    (lines.some((line) => orgHeading(line) !== line) && lines.some((line) => /^\s*[-+] \S/.test(line)))
  )
}

/** What only Org writes: settings, drawers, and what is to be done. */
const ORG = /^#\+(?:title|startup|filetags|author|options|date):|^\s*:(?:properties|end):\s*$|^\*{1,5} (?:TODO|DONE) /i

const LONGEST = 20_000

/** A code block that holds the whole document is what somebody wanted to show: its text. */
function openedFence(lines: string[]): string[] {
  const said = lines.flatMap((line, at) => (line.trim() === '' ? [] : [at]))
  const [first, last] = [said[0], said.at(-1)]
  if (first === undefined || last === undefined || last - first < 2) return lines
  const mark = /^\s{0,3}(`{3,}|~{3,})[\w-]*\s*$/.exec(lines[first] ?? '')?.[1]
  if (!mark || (lines[last] ?? '').trim() !== mark) return lines
  if (lines.slice(first + 1, last).some((line) => line.trim().startsWith(mark))) return lines
  return lines.map((line, at) => (at === first || at === last ? '' : line))
}

/** Headings that a row of any one sign underlines, or has above it too, as those of Markdown; their signs in order. */
function underlined(lines: readonly string[]): string[] {
  const out = [...lines]
  const signs = ['=', '-']
  for (let at = 1; at < lines.length; at++) {
    const [, indent = '', sign] = ROW_OF_SIGNS.exec(lines[at] ?? '') ?? []
    const title = (lines[at - 1] ?? '').trim()
    const width = (lines[at] ?? '').trim().length
    if (sign === undefined || !/\p{L}/u.test(title) || title.length > LONGEST_HEADING || width < title.length - 2)
      continue
    const above = (lines[at - 2] ?? '').trim()
    const isBetween = above === (lines[at] ?? '').trim()
    // Markdown reads its own.
    const isFree = above === '' && (!'=-'.includes(sign) || indent.length > 3) && width <= title.length + 4
    if (!isBetween && !isFree) continue
    if (!signs.includes(sign)) signs.push(sign)
    out[at - 1] = `${'#'.repeat(Math.min(signs.indexOf(sign) + 1, 6))} ${title}`
    out[at] = ''
    if (isBetween) out[at - 2] = ''
  }
  return out
}

const ROW_OF_SIGNS = /^([ \t]*)([=\-~^"'*+#`_:.])\2{3,}\s*$/
const LONGEST_HEADING = 120

/** `[1]: https://…` and `.. _Title: https://…`, to which `[Title][1]` and `` `Title`_ `` lead. */
function definitions(lines: readonly string[]): Map<string, string> {
  const places = new Map<string, string>()
  for (const line of lines) {
    const [, name, url] = DEFINITION.exec(line.slice(0, 2_500)) ?? []
    if (name && url) places.set(name.toLowerCase(), url)
  }
  return places
}

const DEFINITION =
  /^ {0,3}(?:\.\. _`?|\[(?=[^\]\n]{1,300}\]:))([^\]\n]{1,300}?)(?:`?|\]): ?\s*<?(\S{4,2000}?)>?(?:\s+["'(].{0,200})?$/

/** Links as other programs and hurried people write them: by reference, as Org, reST, chats and wikis do, and with gaps. */
function linked(line: string, places: ReadonlyMap<string, string>): string {
  if (!/[[`<]|^\s*\.\./.test(line)) return line
  if (places.size > 0 && DEFINITION.test(line)) return ''
  const found = LINKS.reduce((text, [mark, link]) => text.replace(mark, link), line)
  if (places.size === 0 || !/[\]`]/.test(found)) return found
  return found.replace(BY_REFERENCE, (whole, label: string, name: string, quoted: string) => {
    const url = places.get((name || label || quoted).toLowerCase())
    return url ? `[${label ?? quoted}](${url})` : whole
  })
}

const BY_REFERENCE = /\[([^[\]]{1,400})\]\[([^[\]]{0,100})\]|`([^`<>]{1,400})`_{1,2}/g

/** What is written for a link, and what Markdown has for it. */
const LINKS: readonly (readonly [RegExp, string])[] = [
  // What reST does with what follows is of no matter: `.. include:: head.rst`.
  [/^\s{0,12}\.\. [\w-]{2,30}::(?:\s.*)?$/, ''],
  [/:[\w:.+-]{2,40}:`([^`<>]{1,400}?)\s*<([^`<>]{2,1000})>`/g, '[$1](<$2>)'],
  [/`([^`<>]{1,400}?)\s*<([^`<>]{2,1000})>`_{1,2}/g, '[$1](<$2>)'],
  [/(?<!\S):[\w:.+-]{2,40}:`([^`<>]{1,400})`/g, '$1'],
  [/\[\[(?:file:)?((?:https?:|(?<=file:))[^\][|]{1,1000})\]\[([^\][]{1,400})\]\]/g, '[$2]($1)'],
  [/\[\[(?:file:)?((?:https?:|(?<=file:))[^\][|]{1,1000})\|([^\][|]{1,400})\]\]/g, '[$2]($1)'],
  [/\[\[(?:file:)?((?:https?:|(?<=file:))[^\][|]{1,1000})\]\]/g, '[$1]($1)'],
  [/<(https?:[^<>|\s]{1,1000})\|([^<>|]{1,400})>/g, '[$2]($1)'],
  [/\[(https?:[^\s\][]{1,1000})\s+([^\][]{1,400})\](?!\()/g, '[$2]($1)'],
  // A link that stands within another one, or that a gap parts.
  [/\(\[https?:[^\][\s]{1,1000}\]\((https?:[^\s()]{1,1000})\)\)/g, '($1)'],
  [/\[(\[[^\][]{2,400}\]\([^\s()]{1,1000}\))\]\s*\(https?:[^\s()]{1,1000}\)/g, '$1'],
  [/\[([^\][]{2,400})\]\s+\((https?:[^\s()]{1,1000})\)/g, '[$1]($2)'],
  [/(?<!\S)\(([^()]{2,400})\)\[(https?:[^\s\][]{1,1000})\]/g, '[$1]($2)'],
  [/(?<=\])\(([^\s()<>"']{1,300}(?: [^\s()<>"']{1,300}){1,20}\.[a-z]{2,5})\)/gi, '(<$1>)'],
]

/** `** A heading` of Org is the only line with stars that no list has. */
function orgHeading(line: string): string {
  const [, stars = '', rest] = /^(\*{2,5}) (?=\S)(.{1,300})$/.exec(line) ?? []
  return rest !== undefined && !rest.includes('**') ? `${'#'.repeat(stars.length)} ${rest}` : line
}

/** Org's headings without what its planner says of them, its drawers as facts by name. */
function orgLines(lines: readonly string[]): string[] {
  return lines.map((line) => {
    const [, stars, heading = ''] = /^(\*{1,6}) (\S.{0,600})$/.exec(line) ?? []
    if (stars !== undefined) return `${'#'.repeat(stars.length)} ${heading.replace(PLANNED, '').replace(ORG_TAGS, '')}`
    const title = /^#\+title:\s*(\S.*)$/i.exec(line)?.[1]
    if (title !== undefined) return `# ${title}`
    if (/^#\+\w+:|^\s*:(?:properties|end|logbook):\s*$|^\s*(?:closed|scheduled|deadline): ?[[<]/i.test(line)) return ''
    return line.replace(/^\s+:([a-z_]{2,20}):\s+(?=\S)/i, (_, name: string) => `${name.replaceAll('_', ' ')}: `)
  })
}

/** Org's slanted and heavy words and its links, over the end of a line too. */
function orgMarks(text: string): string {
  return text
    .replace(/\[\[(https?:[^\s\][]{1,1000})\]\[([^\][]{1,400})\]\]/g, '[$2]($1)')
    .replace(
      /(?<![^\s("'–—[-])([/*])(?=\S)((?:[^/*\n]|\n(?!\s*\n)){1,400}?)(?<=\S)\1(?![\p{L}\p{N}])/gu,
      (_, sign: string, words: string) => (sign === '*' ? `**${words}**` : `*${words}*`),
    )
}

const PLANNED = /^(?:(?:TODO|DONE|NEXT|WAITING|HOLD|STARTED|READING|READ|CANCELLED|CANCELED)\s+)?(?:\[#[A-Z]\]\s+)?/
const ORG_TAGS = /\s+:(?:[\w@#%]+:)+\s*$/

/** Confluence's headings, links and tables, whose names of columns stand on the line above, where that is empty. */
function jiraLines(lines: readonly string[]): string[] {
  const out = lines.map((line) =>
    line
      .replace(/^h([1-6])\.\s+/, (_, depth: string) => `${'#'.repeat(Number(depth))} `)
      .replace(/\[([^\][|]{1,400})\|(https?:[^\][|]{1,1000})\]/g, '[$1]($2)'),
  )
  lines.forEach((line, at) => {
    if (!JIRA_HEAD.test(line)) return
    const names = line.split('||').slice(1, -1)
    const isFree = at > 0 && (lines[at - 1] ?? '').trim() === ''
    if (isFree) out[at - 1] = `| ${names.join(' | ')} |`
    out[at] = isFree ? `|${' --- |'.repeat(names.length)}` : names.join(' | ')
  })
  return out
}

/** DokuWiki's tables, whose names of columns stand on the line above, where that is empty. */
function dokuTables(lines: readonly string[]): string[] {
  const out = [...lines]
  lines.forEach((line, at) => {
    if (!DOKU_HEAD.test(line) && !(line.startsWith('|') && /[|^]\s*$/.test(line) && isInDoku(lines, at))) return
    const cells = wikiWords(line.replace(/(?<!:)\/\/([^/]{1,200})\/\//g, '*$1*'))
      .replace(/^[|^]|[|^]\s*$/g, '')
      .split(/[|^]/)
    const row = `| ${cells.map((cell) => cell.trim()).join(' | ')} |`
    const isHead = DOKU_HEAD.test(line) && at > 0 && (lines[at - 1] ?? '').trim() === ''
    if (isHead) out[at - 1] = row
    out[at] = isHead ? `|${' --- |'.repeat(cells.length)}` : row
  })
  return out
}

/** Whether the rows above lead up to the names of columns. */
function isInDoku(lines: readonly string[], at: number): boolean {
  for (let above = at - 1; above >= 0 && at - above < 2_000; above--) {
    const line = lines[above] ?? ''
    if (DOKU_HEAD.test(line)) return true
    if (!line.startsWith('|')) return false
  }
  return false
}

/** AsciiDoc's headings, numbered items and links: `. https://…[Title]`. */
function asciidocLine(line: string): string {
  const [, marks, heading] = /^(={1,6}) (\S.{0,300})$/.exec(line) ?? []
  if (marks !== undefined) return `${'#'.repeat(marks.length)} ${heading}`
  return line
    .replace(
      /^(\s{0,12})(\.{1,5}) (?=\S)/,
      (_, indent: string, dots: string) => `${indent}${'  '.repeat(dots.length - 1)}- `,
    )
    .replace(/(?:link:)?(https?:[^\s[\]]{4,1000})\[([^\]]{1,400})\]/g, '[$2]($1)')
}

/** MediaWiki's headings, lists, links and tables. */
function wikiLines(lines: readonly string[]): string[] {
  const out: string[] = []
  let table: { cells: string[]; at: number; isHead: boolean; isFirst: boolean } | null = null
  const flush = () => {
    if (!table || table.cells.length === 0) return
    out[table.at] = `| ${table.cells.map((cell) => cell.trim().replaceAll('|', '\\|')).join(' | ')} |`
    table.cells = []
  }
  lines.forEach((line, at) => {
    // Within a table the lines in between go on with it.
    out[at] = table && !table.isFirst ? '|' : ''
    const bare = line.trim()
    if (bare.startsWith('{|')) table = { cells: [], at, isHead: false, isFirst: true }
    else if (table && bare.startsWith('|}')) {
      flush()
      table = null
    } else if (table && /^\|-/.test(bare)) {
      const wasHead = table.isFirst && table.cells.length > 0
      const width = table.cells.length
      // The names of the columns stand right above the rule.
      if (wasHead) table.at = at - 1
      flush()
      if (wasHead) {
        out[at] = `|${' --- |'.repeat(width)}`
        table.isFirst = false
      }
    } else if (table && /^[|!]/.test(bare)) {
      if (table.cells.length === 0) table.at = at
      const cells = bare.slice(1).split(bare.startsWith('!') ? /!!|\|\|/ : '||')
      table.cells.push(...cells.map((cell) => wikiWords(cell.replace(/^\s*(?:\w+="[^"]{0,200}"\s*){1,6}\|(?!\|)/, ''))))
    } else if (table && table.cells.length > 0) table.cells[table.cells.length - 1] += ` ${wikiWords(bare)}`
    else {
      const [, marks = '', heading] = /^(={1,6})\s*([^=].{0,300}?)\s*={1,6}\s*$/.exec(bare) ?? []
      const [, bullets = '', item] = /^([*#:;]{1,6})\s*(\S.*)$/.exec(bare) ?? []
      out[at] = heading
        ? `${'#'.repeat(Math.min(marks.length, 6))} ${wikiWords(heading)}`
        : item
          ? `${'  '.repeat(bullets.length - 1)}- ${wikiWords(item)}`
          : wikiWords(line)
    }
  })
  return out
}

function wikiWords(text: string): string {
  return text
    .replace(/\[\[(?:[^\][|]{1,300}\|)?([^\][|]{1,300})\]\]/g, '$1')
    .replace(/'''([^']{1,400})'''/g, '**$1**')
    .replace(/''([^']{1,400})''/g, '*$1*')
    .replace(/<\/?(?:nowiki|ref|small)[^>]{0,200}>/gi, '')
}
