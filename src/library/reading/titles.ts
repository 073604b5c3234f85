import { countWords, titleCase } from '../formats/prose.ts'
import { readLabel } from './labels.ts'
import { remembered } from './remembered.ts'

/** How much a text looks like a paper's title, as log odds: from -9, which is none, to about 4. */
export const titleOdds = remembered(oddsOf)

function oddsOf(text: string): number {
  if (text.length > LONGEST || isNoTitle(text)) return NONE
  const words = wordsIn(text)
  if (words > 40) return NONE
  const byLength = words <= 1 ? -1 : words <= 2 ? 0 : words <= 3 ? 1 : words <= 18 ? 2 : words <= 26 ? 0.5 : -3
  return (
    byLength +
    (titleCase(text) >= 0.6 ? 1 : 0) +
    (/^[^:：]{2,60}[:：] \S/.test(text) ? 0.5 : 0) -
    (ENDS_SENTENCE.test(text) && words > 3 ? 1.5 : 0) -
    ((DUTY.test(text) && !text.includes(':') && titleCase(text) < 0.6) ||
    SPOKEN.test(text) ||
    /(?:^|[^\p{L}\p{N}-])I(?:['’](?:m|ve|ll))? \p{Ll}/u.test(text)
      ? 2.5
      : 0) -
    (/^\p{Ll}\p{Ll}+ /u.test(text) && titleCase(text) < 0.5 ? 1.5 : 0) -
    (/[,;:–—-]$/.test(text) ? 1 : 0) -
    (/[\p{Ll}\d)]\. \p{Lu}.{3,200}[\p{Ll}\d)]\. \p{Lu}/u.test(text) ? 3.5 : 0)
  )
}

/** How many words a text has, where some scripts set no gaps between theirs. */
export function wordsIn(text: string): number {
  return countWords(text) + (text.match(UNSPACED)?.length ?? 0) / 2
}

/** Whether a text can be no paper's title, whatever stands beside it. */
export const isNoTitle = remembered(canBeNone)

/** Where something stands: `[K] 4 [V] 7.1`. */
const CODES = /^(?:[([]?\p{Lu}{1,3}[)\]]?[\s:]*\d[\d.,;\s–-]*)+$/u

function canBeNone(text: string): boolean {
  const bare = text.slice(0, LONGEST).replace(EDGES, '').trim()
  if (
    !/\p{L}/u.test(bare) ||
    /^(?:https?:|www\.)\S+$/i.test(bare) ||
    CODES.test(bare) ||
    /^\s*\{\{.*\}\}\s*$/.test(text)
  )
    return true
  const words = bare.toLowerCase().replace(/\s+/g, ' ')
  if (
    PLACEHOLDER.test(words) ||
    OCCASION.test(words) ||
    OCCASION_ELSEWHERE.test(words) ||
    MASTHEAD.test(words) ||
    SECTION.test(words)
  )
    return true
  if (/\bpapers? of the (?:week|month|day|year)\b/.test(words)) return true
  if (
    /^(?:and|or|the|an|also|see|from|with|by|in|on|at|for|to|of|it|this|that|these|those)$/.test(words) ||
    /^the [\p{Ll}\d-]+ one$/u.test(words)
  )
    return true
  if (OTHER_KIND.test(words) || BARE_ID.test(bare) || DATED.test(bare) || JOURNAL.test(bare)) return true
  if (HOUR.test(words) || FAREWELL.test(words) || /^\[[^[\]]{1,30}\]$/.test(text.trim())) return true
  return readLabel(bare)?.value === ''
}

/** Whether a text says that nothing is read: nothing yet, or nothing that day. */
export function isPlaceholder(text: string): boolean {
  const bare = text.replace(EDGES, '').trim().toLowerCase()
  return bare === '' || PLACEHOLDER.test(bare)
}

/** Whether a text says why a group that meets reads no paper that day: `No meeting`, `Spring break`, `Welcome session`. */
export function isOccasion(text: string): boolean {
  const words = text.replace(EDGES, '').trim().toLowerCase().replace(/\s+/g, ' ')
  return OCCASION.test(words) || OCCASION_ELSEWHERE.test(words)
}

/** What a journal or a feed prints beside its papers. */
export function isMasthead(text: string): boolean {
  return MASTHEAD.test(text.replace(EDGES, '').trim().toLowerCase().replace(/\s+/g, ' '))
}

/** Whether a text takes leave of who reads it: what a letter ends with, and no word on its last paper. */
export function isFarewell(text: string): boolean {
  return FAREWELL.test(text.replace(EDGES, '').trim().toLowerCase().replace(/\s+/g, ' '))
}

/** A title as it is printed on the paper: no number, quotes, brackets or stop of the list that it stands in. */
export function cleanTitle(text: string): { title: string; year: string | null } {
  let title = text.replace(/\s+/g, ' ').trim()
  let year: string | null = null
  for (let before = ''; before !== title; ) {
    before = title
    const bracket = END_BRACKET.exec(title)
    if (bracket && bracket.index > 0 && (isAside(bracket[1] ?? '') || TWO_NAMES.test(bracket[0]))) {
      year ??= /\b(?:1[89]|20)\d{2}\b/.exec(bracket[1] ?? '')?.[0] ?? null
      title = title.slice(0, bracket.index).trimEnd()
    }
    title = title
      .replace(/^(?:\p{Extended_Pictographic}|\uFE0F|:[a-z_]{2,30}:|[\s:：–—|,;])+/u, '')
      .replace(/^["“„«]\s?([^"“”„«»]{3,300}?)\s?["”“»][.,]?$/, '$1')
      .replace(/^(?:»([^«»]{1,300})«|«\s?([^«»]{1,2})\s?»)[.,]?$/, '$1$2')
      .replace(
        /^(?:optional|required|recommended|bonus|must[- ]read|extra reading|main paper|paper of the week)\s?: (?=\S)/i,
        '',
      )
      .replace(/[\s:–—|,;([*-]+$/, '')
      .replace(/(?<!\.)(?<!\b(?:al|etc|vs|Inc))\.$/, '')
      .replace(/\s+(?:\p{Extended_Pictographic}|\uFE0F|:[a-z_]{2,30}:)+$/u, '')
      .trim()
  }
  return { title, year }
}

/** The title of a paper from that of its page, which often names the site behind a stroke. */
export function pageTitle(text: string, site: string | null = null): string {
  const title = text
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\[\d{4}\.\d{4,5}(?:v\d+)?\]\s*/, '')
  const behind = /\s+[|–—-]\s+([^|]{2,60})$/.exec(title)
  const isSite = behind?.[1] !== undefined && (SITE.test(behind[1]) || behind[1].toLowerCase() === site?.toLowerCase())
  return isSite ? title.slice(0, behind.index) : title
}

const SITE =
  /^(?:arxiv(?:\.org)?|alphaxiv|(?:bio|med|chem|psy)rxiv|ssrn|pubmed|pmc|openreview|acl anthology|hugging face|semantic scholar|hal|zenodo|osf|nature|science|pnas|plos one|elife|ieee.{0,40}|acm digital library|springer(?:link| nature link)?|sciencedirect|wiley online library|proceedings of.{0,80}|[\w. ]{2,40}\.(?:org|com|net|gov|edu|io))$/i

const NONE = -9
const LONGEST = 300
const UNSPACED = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/gu
const EDGES = /^[\s\p{P}\p{S}]+|[\s\p{P}\p{S}]+$/gu
const ENDS_SENTENCE = /[^.]\.["”’)\]]?$/
const SPOKEN =
  /(?<![\p{L}\p{N}])(?:we|our|let['’]s|please|thanks|click here|here(?:['’]s| is| are)|this (?:paper|work|week|repo(?:sitory)?|list|page|meeting|group)|(?:see|sign) you|join us|feel free)(?![\p{L}\p{N}])/iu
/** What is to be done: `Read through the essays`, `Visit the archive`. */
const DUTY =
  /^(?:read|visit|complete|browse|watch|register|bring|prepare|finish|install|choose|select|check) (?:through|over|the|your|an?|one|at|for|up|out|all|both|on)\b/i
const PLACEHOLDER =
  /^(?:t\.?b\.?[adc]\.?(?: .{0,40})?|to be (?:announced|determined|decided|confirmed)|n\/?a|n\.? ?n|none|nothing|nil|null|unknown|open(?: slot)?|free(?: slot)?|vacant|available|your (?:paper|name|talk)(?: here)?|(?:coming )?soon|todo|to ?do|pending|upcoming|empty|placeholder|volunteers?(?: needed| wanted)?|not decided(?: yet)?|undecided|à définir|à venir|zu bestimmen|noch offen|wird noch bekannt ?gegeben|por definir|da definire|nader te bepalen|untitled|title|title (?:tba|tbd)|未定|待定|미정)$/
const OCCASION =
  /^(?:(?:group |open |general )?discussion(?: of| on|:).{0,60}|(?:.{0,30}[,:–-] ?)?(?:there (?:is|are|will be) )?no (?:(?:lab|group|club|team) )?(?:meeting|session|class|seminar|talk|reading|paper|presentation|reading group|journal club)s?\b.{0,60}|(?:meeting |session |class )?(?:cancell?ed|postponed|skipped|rescheduled)\b.{0,60}|.{0,30}\b(?:cancell?ed|postponed)|(?:.{0,24} )?(?:holidays?|break|recess|vacation|day off)|(?:thanksgiving|christmas|xmas|easter|new year(?:['’]?s)?(?: day| eve)?|labou?r day|memorial day|reading week|exam(?:s| week| period)?|finals?(?: week)?|midterms?|spring festival|chuseok|golden week)(?: .{0,30})?|(?:neurips|nips|icml|iclr|cvpr|acl|emnlp|aaai|sosp|osdi|chi|aps|agu|aas)(?: (?:week|deadline|conference|\d{2,4}))+|(?:paper |conference |submission )?deadline(?: week)?|(?:course |class |general |brief |group |seminar )?(?:introduction|intro|overview|orientation|kick-?off|logistics|welcome|wrap-?up|planning|organi[sz]ation(?:al)?|admin(?:istration)?|social|party|retrospective|recap|round-?table|open discussion|brainstorm(?:ing)?|project (?:presentations?|updates?|discussions?)|retreat|pizza|practice talks?|guest (?:lecture|talk|speaker)|lightning talks?|student presentations?|final presentations?|q ?& ?a|drinks|picnic|barbecue|bbq|(?:end[- ]of[- ](?:term|year|semester)|christmas|xmas|holiday|summer|winter|spring|autumn|fall|group|team|lab|club|department(?:al)?|farewell|welcome|annual) (?:drinks|dinner|lunch|brunch|breakfast|party|picnic|barbecue|bbq|celebration|outing|trip))(?: (?:session|meeting|event|hour|day|week|dinner|lunch))?(?: ?(?:and|&|\+|\/|,) ?[a-z '’-]{2,40})?)$/
/** The same in German, French, Spanish, Italian and Dutch. */
const OCCASION_ELSEWHERE =
  /^(?:(?:treffen |sitzung |termin )?(?:fällt|faellt) aus|entfällt|kein(?:e)? (?:treffen|sitzung|termin|journal club|lesekreis|sitzungen)|(?:weihnachts|semester|oster|pfingst|sommer|herbst)?(?:ferien|pause)|(?:gesetzlicher )?feiertag|vorbesprechung|pas de (?:séance|réunion|groupe de lecture)|(?:séance |réunion )?annulée?|vacances|férié|jour férié|sin (?:reunión|sesión)|(?:reunión |sesión )?cancelad[ao]|vacaciones|festivo|feriado|sem reunião|nessun(?:a)? (?:incontro|riunione)|annullat[ao]|vacanze|geen (?:bijeenkomst|sessie)|vakantie)(?:\b.{0,60})?$|^.{0,12}(?:휴식|휴강|휴무|방학|연휴|休み|休講|休会|放假|停课)$/u
const MASTHEAD =
  /^(?:(?:the )?(?:full )?(?:editorial board|editorial advisory board|editors?['’]? (?:note|page|choice|picks?)|list of editors)(?: .{0,40})?|(?:author |publisher )?(?:erratum|errata|corrigend(?:um|a)|addend(?:um|a))(?:\W.{0,300}| (?:to|for|regarding) .{0,300}| notice.{0,300})?|(?:publisher|author)(?:['’]s)? (?:note|correction)(?:\W.{0,300})?|corrections?(?: (?:to|for)|:) .{0,300}|corrections?|retraction(?: (?:note|notice|of)|:).{0,300}|retraction|(?:expression|statement) of concern.{0,300}|table of contents|contents(?: (?:list|page))?|(?:front|back|inside|outside)[ -](?:matter|cover)(?: .{0,60})?|(?:cover|issue) (?:image|picture|art(?:work)?|information|info)(?: .{0,60})?|issue information.{0,60}|masthead|in this issue|(?:author|subject|volume|annual|keyword|title) index(?: .{0,40})?|acknowledge?ments? (?:to|of) (?:the )?(?:re(?:viewers|ferees)).{0,40}|(?:thanks|list of|thank you) (?:to )?(?:our |the )?(?:reviewers|referees).{0,40}|call for (?:papers|proposals|nominations)\b.{0,80}|(?:information|instructions?|guide|guidelines) (?:for|to) (?:authors|contributors)|copyright(?: page| notice)?|title page|sponsors?|announcements?|(?:calendar|meetings calendar|events calendar)|graphical abstracts?(?: .{0,40})?|aims and scope|subscription(?:s| information)?|reviewer acknowledge?ments?)$/
const SECTION =
  /^(?:(?:past|previous|upcoming|next|future|current|recent|older|archived?|suggested|proposed|candidate|recommended|selected|optional|required|main|all|our|more|other|useful|related|additional|hosted|included|external|reviewed|featured|key|top|best|new|weekly|daily|monthly|list of|index of|the|reading|to)\W{1,3})*(?:papers?(?: (?:list|to read|read|reviews?|summar(?:y|ies)|notes|discussed|presented|club|club notes|index|archive|schedule|we (?:have )?(?:read|discussed|covered)|list of \d{4}))?|reading(?:s|(?:[ -]| ?& ?)(?:list|group|groups|club|schedule|material|materials|notes))?|publications?|articles?|preprints?|journal club|schedule|agenda|timetable|calendar|sessions?|meetings?|talks?|presentations?|presenters?|speakers?|topics?|themes?|resources?|materials?|references?|bibliography|literature|links?|notes?|summar(?:y|ies)|reviews?|books?|videos?|recordings?|slides?|blogs?|blog posts?|posts?|news|tools?|software|code|implementations?|datasets?|data|benchmarks?|libraries|frameworks|repositor(?:y|ies)|courses?|tutorials?|lectures?|surveys?|workshops?|conferences?|events?|announcements?|introduction|background|motivation|overview|abstract|conclusions?|discussion|results?|methods?|experiments?|related work|limitations?|takeaways?|key (?:points|takeaways|ideas?|findings|contributions)|questions?|comments?|my (?:comments|thoughts|notes|take)|thoughts|strengths?|weaknesses|pros|cons|pros and cons|contributions?|contributing|contributors?|how (?:it works|we work|to (?:join|contribute|participate|use|add|install|propose|suggest|attend|present))\b.{0,40}|guidelines?|rules|format|structure|logistics|information|info|details|general|about(?: (?:us|me|this .{0,40}))?|description|contacts?|members?|participants?|people|team|organi[sz]ers?|authors?|maintainers?|acknowledge?ments?|credits|licen[cs]e|code of conduct|citation|cite|changelog|to ?do|faq|help|usage|installation|install|getting started|quick ?start|requirements|setup|features|examples?|demo|table of contents|toc|contents|index|home|archives?|misc(?:ellaneous)?|etc|others?|appendix|status|history|discussed|presented|read|done|queue|backlog|week(?:ly)?|day|session|meeting|semester|spring|summer|fall|autumn|winter|lightning talks?)(?: ?[-(:#,]? ?(?:\d{1,4}|of \d{4}|[ivx]{1,4}|spring|summer|fall|autumn|winter)\b[\s)]{0,3}){0,4}$/
const OTHER_KIND =
  /^(?:(?:(?:and|also|the|this|that|another|more|recent|new|original|main|first|second|a|an|here is|see) )*(?:papers?|articles?|works?|links?|one)$|(?:a |an |the |our |my )?(?:blog|blogs|news|magazine|forum|wikipedia)[ -]?(?:articles?|posts?|pages?|entr(?:y|ies)|threads?)\b|(?:lecture|course|class|meeting) (?:notes?|slides?|videos?|recordings?)\b|slides (?:for|from|of|on)\b|(?:an? )?(?:film |movie )?(?:video|recording|podcast|talk|webinar|screencast|livestream|screening|film|movie|documentary)(?: (?:of|from|on|by|about|with)\b|:)|(?:join|subscribe|follow|sign up|register|contact|donate|sponsor|back to|view|edit|open|download|click|read more|see also|see the|next|previous|share|report|submit|add your|fork|star)\b(?: .{0,60})?$)/
const BARE_ID = /^(?:arxiv|doi|pmid|issn|isbn)\W{0,3}[\w./-]+$|^[\w-]+\.(?:md|pdf|html?|txt|ipynb|pptx?|key|docx?)$/i
const DATED =
  /^(?:(?:meeting|session|minutes|notes)(?: of| on| from)?\W{1,3})?(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?[.,]?\s*)?(?:(?:week|wk|day|sess|session|mtg|meeting|sitzung|woche|séance|semaine|episode|issue|part|chapter|lecture|module|unit|month|year|vol(?:ume)?|no|round|term|semester|quarter)\.?\s*#?\d{1,4}|(?:spring|summer|fall|autumn|winter|q[1-4]|h[12])\s*['’]?\d{2,4}|\d{4}[-/.]\d{1,2}(?:[-/.]\d{1,2})?|\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}|\d{1,2}\/\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:,?\s+\d{2,4})?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}\.?(?:\s+\d{1,2}(?:st|nd|rd|th)?)?(?:,?\s+['’]?\d{2,4})?)(?:\s*[-–—(:,].{0,40})?$/i
/** When a group meets: `Thursdays at 16:00`, `every second Monday, 5 pm`. */
const HOUR =
  /^(?:every |each |on |most )?(?:(?:second|other|first|third|last|1st|2nd|3rd) )?(?:mon|tues?|wednes|thurs?|fri|satur|sun)days?\b.{0,20}?\b\d{1,2}(?:[:.h]\d{2}|:\d{2})?\s?(?:am|pm|a\.m|p\.m|uhr|h|o['’]clock)?\b.{0,24}$/
const FAREWELL =
  /^(?:(?:thanks|thank you) for (?:reading|being|subscribing)\b.{0,120}|(?:follow|subscribe)\b.{0,20} for (?:more|updates)\b.{0,40}|(?:end|fin)\b.{0,8}follow\b.{0,60}|unsubscribe\b.{0,120}|forward this (?:to|email|mail)\b.{0,80}|(?:see you|until) next (?:week|month|time)\b.{0,40}|(?:happy|keep) reading|(?:best|cheers|regards|(?:kind|best|warm) regards|best wishes|all the best|sincerely)|that['’]?s (?:it|all) (?:for|folks)\b.{0,60})$/
/** A journal's short name in capitals, as indexes print it: `PHYS REV LETT`. */
const JOURNAL =
  /^(?=(?:[A-Z&.-]+ ){1,6}[A-Z&.-]+$)(?:(?:J|PROC|ANN|TRANS|ACTA|BULL|INT)\b|(?!.*\b(?:A|AN|THE|OF|AND|IN|ON|FOR|TO|WITH|IS|ARE)\b))[A-Z&. -]{4,60}$/
const END_BRACKET = /\s*[([]([^()[\]]{1,120})[)\]][.,;:]?$/

/** `[Brun and Cruz]`. */
const TWO_NAMES = /^\s*\[\p{Lu}[\p{L}'’-]+ (?:and|&) \p{Lu}[\p{L}'’-]+\]$/u

/** What a list adds in brackets behind a title: a year, a venue, a short name, a kind of file. */
function isAside(inner: string): boolean {
  return (
    /\b(?:1[89]|20)\d{2}\b/.test(inner) ||
    /^[A-Z][A-Z0-9-]{1,11}s?$/.test(inner) ||
    /\bet\.? al\b/i.test(inner) ||
    /^(?:the |an? )?.{0,40}\b(?:paper|pdf|arxiv|preprint|slides?|video|code|link|talk|review|survey|blog(?: post)?|thesis|book|part \w+|required|optional|new|oral|spotlight|poster|best paper.{0,20}|discussion|notes?|draft|open access|paywall(?:ed)?|lab|version)$/i.test(
      inner,
    )
  )
}
