/**
 * A page saved as Markdown prints links around whole cards, so that one link spans several lines. Gives the page with such
 * links taken apart and the pictures gone, each line where it was.
 */
export function withoutSpreadLinks(text: string): string {
  if (!/\]\((?:https?:|\/)|\]\[\d+\]/.test(text)) return text
  const rows = text.split(/\r\n?|\n/).map(withoutMarks)
  rows.forEach((row, index) => {
    const next = rows[index + 1] ?? ''
    if (row.length > LONGEST || next.length > LONGEST) return
    if (row.startsWith('#') && row.lastIndexOf('[') > row.lastIndexOf(']') && CLOSING.test(next)) {
      rows[index] = `${row} ${next}`
      rows[index + 1] = ''
    } else rows[index] = row.replace(/^\s*\[(?=[^\]]*$)/, '').replace(CLOSING, '$1')
  })
  return rows.join('\n')
}

const LONGEST = 4_000
const CLOSING = /^([^[]*)\](?:\([^()\s]*\)|\[\d+\])\s*$/

function withoutMarks(row: string): string {
  if (row.length > LONGEST) return row
  return (
    row
      .replace(/!\[[^\][]*\]\([^()\s]*\)/g, '')
      // What a picture shows, within a link's words.
      .replace(/\[\[[^\][]*\]/g, '[')
      .replace(/\[([^\][]*)\]\[\d+\]/g, ' $1')
      // The number of comments stands right behind a date.
      .replace(/\[\s*(\d+)\s*\]\([^()\s]*#community\)/g, ' · $1')
      .replace(/\\+(?=\s|$)/g, '')
      .replace(/^\s*\[[-x ]\](?= [\d-])/, '')
  )
}
