/** The little grammar that tells whether a sentence can be cut somewhere and stay whole. */

/** A word whose bits of `Grammar` are known. */
export interface Marked {
  text: string
  core: string
  marks: number
}

/** What a word can be in a sentence, one bit each, above those of `Cue`. */
export const Grammar = {
  verb: 1 << 13,
  /** A verb that wants an object, so that nothing can end with it. */
  bareVerb: 1 << 14,
  verbLike: 1 << 15,
  cueVerb: 1 << 16,
  adverb: 1 << 17,
  neverLast: 1 << 18,
  subordinator: 1 << 19,
  negative: 1 << 20,
  nounLike: 1 << 21,
  /** A verb by its form that is a noun as often. */
  nounToo: 1 << 22,
  auxiliary: 1 << 23,
} as const

/** The bits that a word in small letters has. */
export function grammarMarksOf(core: string): number {
  const listed = LISTED.get(core) ?? 0
  const isVerb = (listed & Grammar.verb) !== 0
  let marks = listed
  if (isVerb && !core.endsWith('ed') && (listed & Grammar.nounToo) === 0) marks |= Grammar.bareVerb
  if (isVerb || core === 'we' || core.endsWith('s') || core.endsWith('ly')) marks |= Grammar.verbLike
  if (core.endsWith("n't") || core.endsWith('n’t')) marks |= Grammar.negative
  if (isNounLike(core, listed)) marks |= Grammar.nounLike
  return marks
}

export const has = (word: Marked | undefined, mark: number): boolean => word !== undefined && (word.marks & mark) !== 0

const wordsIn = (text: string): Set<string> => new Set(text.split(/\s+/))

const REGULAR =
  'accept achieve adapt address adopt advocate aim allow analyse analyze apply approach argue ask attempt bypass call capture cast characterize combine compare compose compute conduct confirm conjecture connect consider consist construct contain contribute converge create define demonstrate depend derive describe design develop discover discuss employ enable encode encourage establish estimate evaluate examine exceed exhibit exist explain exploit explore express extend extract facilitate focus formalize formulate generalize generate handle help highlight hypothesize identify illustrate implement improve include incorporate induce infer integrate interpret introduce investigate involve lack learn leverage maintain match maximize measure minimize model need note observe obtain occur offer operate optimize outperform parameterize perform predict present preserve prevent produce propagate propose prove provide quantify reach reduce reformulate relate release rely remain remove replace report represent require result reveal revisit scale seek simplify solve start study suffer suggest summarize support surpass tackle take test train transfer transform treat try unify use utilize validate vary verify view work yield affect appear associate challenge correlate decline decrease delay detect differ drop emerge exclude indicate increase influence inhibit lower persist predate promote raise recover respond shorten slow survive tolerate vanish vary weaken cause alter shift shape change damage drive trigger enhance disrupt govern determine absorb accelerate accompany accumulate activate adjust arise attract bind collapse confine constrain control convert correspond contradict contrast cover claim destroy disappear dominate double eliminate emit evolve expand explode form force halve happen hinge imply impose insist limit link migrate modify mutate originate prefer protect publish react regulate reject relax remember resemble resist resolve restore retain select separate settle share soften stabilize strengthen succeed suppress surround tend terminate widen worsen'
const IRREGULAR =
  'is are was were be been being am has have had do does did can could may might will would shall should must cannot show shows showed shown find finds found give gives gave given make makes made build builds built get gets got go goes went put puts set sets lead leads led let lets keep keeps kept know knows knew see sees saw seen sought took taken hold holds held bring brings brought become becomes became come comes came draw draws drew drawn choose chooses chose chosen think thinks thought understand understands understood rise rises rose risen fall falls fell fallen grow grows grew grown lose loses lost gain gains gained earn earns earned begin begins began leave leaves left pay pays paid carry carries carried meet meets met differed agree agrees agreed occurred wrote spread spreads arose ate bore bought bound broke caught cost cut dealt drank drove fed felt flew fought froze heard hid hit hung hurt laid lay learnt lit meant met overcame ran read rode said sang sank sat sent shook shot shrank shrink shrinks slept sold spent split spoke sprang stole stood struck stuck swam swept taught thought threw told tore undergo undergoes underwent withstand withstands withstood woke won wore'

const VERBS: ReadonlySet<string> = new Set([...REGULAR.split(' ').flatMap(formsOf), ...IRREGULAR.split(' ')])

function formsOf(verb: string): string[] {
  if (verb.endsWith('y') && !/[aeiou]y$/.test(verb)) return [verb, `${verb.slice(0, -1)}ies`, `${verb.slice(0, -1)}ied`]
  if (/(s|x|ch|sh)$/.test(verb)) return [verb, `${verb}es`, `${verb}ed`]
  return [verb, `${verb}s`, verb.endsWith('e') ? `${verb}d` : `${verb}ed`]
}

/** Verbs that begin a further statement after `and`, and are hardly ever nouns there. */
const CUE_VERBS: ReadonlySet<string> = wordsIn(
  'propose introduce present develop describe demonstrate investigate analyze analyse explore examine evaluate compare provide achieve derive discuss validate illustrate establish identify observe argue extend apply show find prove verify conduct outperform perform improve suggest give obtain confirm formulate employ',
)

const ADVERBS: ReadonlySet<string> = wordsIn(
  'also then further furthermore thus therefore hence finally additionally empirically theoretically experimentally formally successfully simultaneously directly jointly efficiently effectively explicitly automatically first subsequently consequently often',
)

/** Words after which something has to follow. */
const NEVER_LAST: ReadonlySet<string> = wordsIn(
  'a an the this these those that which who whose our its their his her your my of in on at by for with from to into onto over under as and or but nor than via through between among about against within without across during per is are was were be been being am has have had do does did can could may might will would shall should must cannot not no if when while where whether because since such so very more most less both either each every any some all many several other another new novel based using including e.g i.e et vs how what why it we they i you also only even just then thus well respectively like called named show shows demonstrate demonstrates propose find argue possibly particularly especially mainly primarily partly largely simply solely merely one almost much yet out up off down least than',
)

const SUBORDINATORS: ReadonlySet<string> = wordsIn(
  'that how whether why which who where because while whereas if when since what',
)

/** Where a sentence's own verb stands, or -1: not what only looks like one (`the learned model`, `our work`). */
export function mainVerbOf(words: readonly Marked[], from: number): number {
  for (let at = from + 1; at < words.length; at++) if (isOwnVerb(words, at)) return at
  return -1
}

function isOwnVerb(words: readonly Marked[], at: number): boolean {
  const word = words[at]
  if (!word || !has(word, Grammar.verb)) return false
  const before = words[at - 1]
  const subject = beforeAdverb(words, at)
  if (subject === 'which' || subject === 'that' || subject === 'who') return false
  if (has(word, Grammar.auxiliary) || SUBJECTS.has(subject)) return true
  if (!before || BEFORE_NOUNS.has(before.core) || before.text.endsWith(',')) return false
  return !has(word, Grammar.nounToo) && (!word.core.endsWith('ed') || word.core === 'led' || word.core === 'fed')
}

/** What a verb follows, with or without an adverb between. */
function beforeAdverb(words: readonly Marked[], at: number): string {
  const before = words[at - 1]
  const isAdverb = before !== undefined && (has(before, Grammar.adverb) || before.core.endsWith('ly'))
  return (isAdverb ? words[at - 2]?.core : before?.core) ?? ''
}

const AUXILIARIES = wordsIn(
  'is are was were has have had do does did can could may might will would shall should must cannot',
)
const SUBJECTS = wordsIn('we they i it')
const BEFORE_NOUNS = wordsIn(
  'a an the this these those our its their of in on at by for with from to into onto over under and or as via using through between among',
)

/** Whether a clause that waits for its verb has it here. */
export function fillsClause(words: readonly Marked[], at: number): boolean {
  const word = words[at]
  const before = beforeAdverb(words, at)
  if (RELATIVES.has(before) && word !== undefined && /[^s]s$|ed$/.test(word.core)) return true
  if (!has(word, Grammar.verb) || ARTICLES.has(before)) return false
  return !has(word, Grammar.nounToo) || SUBJECTS.has(before)
}

/** What follows these directly is a verb, whether or not it is a known one. */
const RELATIVES = wordsIn('that which who')
const ARTICLES = wordsIn('a an the our its their this these to')

const NEGATIONS = wordsIn(
  'not no cannot never nor neither without hard difficult impossible impractical only fail fails failed rarely hardly few little unable lack lacks',
)

/** Words that can close a phrase: told by their form, since there is no dictionary here. */
function isNounLike(core: string, listed: number): boolean {
  if (core === '' || (listed & Grammar.neverLast) !== 0) return false
  if ((listed & Grammar.verb) !== 0) return (listed & Grammar.nounToo) !== 0
  return !NO_NOUN.test(core) || NOUN.test(core)
}

const NOUNS_TOO = wordsIn(
  'work works study studies model models design designs result results approach approaches test tests measure measures scale scales supports estimates requirement constructs cast matches leads transfer transfers view views focus set sets need needs challenge challenges increase increases decrease decreases decline declines drop drops delay delays rise rises fall falls influence influences spread spreads gain gains leaves cause causes shift shifts shape shapes change changes damage drive drives trigger triggers control controls contrast contrasts cover covers claim claims double form forms force forces limit limits link links share shares cost costs cut cuts read split hit lay felt',
)
const NO_NOUN = /(ly|able|ible|ive|ous|ic|al|ful|less|ent|ant|ed|er|est|ing)$/
const NOUN =
  /(ment|agent|gradient|component|content|descent|patient|student|coefficient|event|signal|proposal|goal|potential|interval|retrieval|removal|trial|material|manual|classifier|transformer|encoder|decoder|layer|computer|parameter|number|order|user|alternative|objective|perspective|metric|topic|dynamic|logic|traffic|training|learning|setting|embedding|planning|reasoning|modeling|pruning|processing|understanding|encoding|mapping|sampling|clustering|tuning|matching|ranking|parsing|variant|constant|speed|feed)$/

const LISTED = new Map<string, number>()
for (const [mark, words] of [
  [Grammar.verb, VERBS],
  [Grammar.cueVerb, CUE_VERBS],
  [Grammar.adverb, ADVERBS],
  [Grammar.neverLast, NEVER_LAST],
  [Grammar.subordinator, SUBORDINATORS],
  [Grammar.negative, NEGATIONS],
  [Grammar.nounToo, NOUNS_TOO],
  [Grammar.auxiliary, AUXILIARIES],
] as const) {
  for (const word of words) LISTED.set(word, (LISTED.get(word) ?? 0) | mark)
}
