/** The months by their names, in English and in the languages that groups around write their dates in. */

const ENGLISH = [
  ...['january', 'february', 'march', 'april', 'may', 'june'],
  ...['july', 'august', 'september', 'october', 'november', 'december'],
]

/** German, French, Spanish, Portuguese, Italian, Dutch: those that are written as in English are left out. */
const ELSEWHERE = [
  ['januar', 'jänner', 'janvier', 'enero', 'janeiro', 'gennaio', 'januari'],
  ['februar', 'février', 'fevrier', 'febrero', 'fevereiro', 'febbraio', 'februari'],
  ['märz', 'maerz', 'mars', 'marzo', 'março', 'maart'],
  ['avril', 'abril', 'aprile'],
  ['mai', 'mayo', 'maio', 'maggio', 'mei'],
  ['juni', 'juin', 'junio', 'junho', 'giugno'],
  ['juli', 'juillet', 'julio', 'julho', 'luglio'],
  ['août', 'aout', 'agosto', 'augustus'],
  ['septembre', 'septiembre', 'setembro', 'settembre'],
  ['oktober', 'octobre', 'octubre', 'outubro', 'ottobre'],
  ['novembre', 'noviembre', 'novembro'],
  ['dezember', 'décembre', 'decembre', 'diciembre', 'dezembro', 'dicembre'],
]

/** 1 for `January`, `Jan.` and `jan`, 10 for `Oktober`; null for what is no month's name. */
export function monthOf(name: string): number | null {
  const start = name.toLowerCase().replace(/\.$/, '')
  if (start.length < 3) return null
  const at = ENGLISH.findIndex((month) => month === start || (start.length <= 4 && month.startsWith(start)))
  const elsewhere = at < 0 ? ELSEWHERE.findIndex((names) => names.includes(start)) : at
  return elsewhere < 0 ? null : elsewhere + 1
}

/** Those names for a regular expression, the longest first. */
export const MONTHS_ELSEWHERE = listed(ELSEWHERE.flat())
export const MONTHS_IN_FULL = listed([...ENGLISH, ...ELSEWHERE.flat()])

function listed(names: readonly string[]): string {
  return names.toSorted((a, b) => b.length - a.length).join('|')
}
