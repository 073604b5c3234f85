/** What a line that begins with a name says of a paper, or of the meeting that reads it. */
export type Said =
  | ('title' | 'authors' | 'affiliations' | 'abstract' | 'idea' | 'summary' | 'tags' | 'date' | 'year' | 'venue')
  | ('id' | 'link' | 'presenter' | 'place' | 'meeting' | 'remark' | 'aside')

/** `Title: …`, `**TL;DR** – …`: the label's kind and what stands behind it. */
export function readLabel(text: string): { said: Said; value: string } | null {
  const found = LABELLED.exec(text.slice(0, 80)) ?? BARE_TLDR.exec(text.slice(0, 80))
  const name = (found?.[1] ?? (text.length <= LONGEST ? text : '')).replace(/[*_`]/g, '').trim().toLowerCase()
  const said = SAID.get(name.replace(/\s+/g, ' '))
  if (!said) return null
  return { said, value: found ? text.slice(found[0].length).trim() : '' }
}

/** What the columns of a schedule and the keys of a record are called. */
export function saidBy(name: string): Said | null {
  const label = name
    .trim()
    .toLowerCase()
    .replace(/[_-]+/g, ' ')
    .replace(/[^\p{L}\p{N}; ]+/gu, '')
    .replace(/\s+/g, ' ')
    .trim()
  return SAID.get(label) ?? SAID.get(label.replace(/^(?:paper|article) (?=\S)/, '')) ?? null
}

/** The same of a table that numbers its columns or says more of them: `Paper 2`, `Date (UTC)`. */
export function saidByColumn(name: string): Said | null {
  return saidBy(name.replace(/\s*\(.{0,30}\)\s*$/, '').replace(/\s*#?\d{1,2}$/, ''))
}

const LONGEST = 40
const LABELLED =
  /^[^\p{L}\p{N}]{0,6}([\p{L}][\p{L}\p{N};()'’/& -]{1,39}?)\s*(?:[:：]|\s[–—-]\s)[^\p{L}\p{N}]{0,2}(?=\s|\S|$)/u

/** It is so plain a label that many leave its sign out. */
const BARE_TLDR = /^[^\p{L}\p{N}]{0,6}(tl;?dr)\s+(?=\p{Lu})/iu

/** A name a label, parted by bars and lines; of a name that stands under several the first counts. */
const NAMES: Readonly<Record<Said, string>> = {
  title: `
    title | paper title | paper | papers | paper name | article | reading | readings | work | publication | titles
    paper read | paper discussed | name of paper | paper presented | this week | manuscript | preprint | paper link
    papers discussed | topic paper | article title | 논문 | 论文 | 論文 | titel | titre | titulo | título | artikel
    article lu | artigo | artículo | articulo | articolo | aufsatz | texte | lectura | leitura | lecture | what we read`,
  authors: `
    author | authors | author(s) | written by | by | paper authors | creators | 저자 | 作者 | 著者 | autor | autoren
    autorinnen | autor innen | autores | autoras | auteur | auteurs | autori | författare`,
  affiliations: `
    affiliation | affiliations | institution | institutions | institute | university | organization | company`,
  abstract: `
    abstract | paper abstract | 초록 | 摘要 | zusammenfassung | résumé`,
  idea: `
    tl;dr | tldr | tl dr | idea | key idea | main idea | core idea | gist | takeaway | take away | take-away
    key takeaway | main takeaway | in one sentence | one sentence summary | one-sentence summary | one-line summary
    one line summary | one-liner | one liner | contribution | key contribution | main contribution | in short | in brief
    bottom line | in a nutshell | nutshell | short summary | punchline | what it says | 一言 | 一言で | ひとこと | 要約 | 概要
    一句话总结 | 한줄 요약 | 한 줄 요약 | kurz gesagt | en bref | en resumen`,
  summary: `
    summary | description | desc | synopsis | overview | blurb`,
  tags: `
    tags | tag | keywords | key words | keyword | categories | category | subjects | subject | topics | topic | area
    areas | theme | field | index terms`,
  date: `
    date | published | published on | publication date | published date | date published | submitted | released
    submitted on | release date | pub date | publish date | date of publication | 날짜 | 日期 | 日付 | 日時 | datum | termin | fecha`,
  year: `
    year | publication year | pub year`,
  venue: `
    venue | conference | journal | published in | published at | proceedings | booktitle | source | publication venue
    conf | publisher | published by | appeared in | appears in | journal conference | conference journal | where published`,
  id: `
    arxiv | arxiv id | arxiv number | arxiv link | doi | identifier | pmid | pubmed | cite as`,
  link: `
    url | link | links | paper url | pdf | pdf link | web | read it | read here | full text | available at | arxiv url
    openreview | paper pdf | original paper | href | stable url | permalink | enlace | リンク | 링크 | 链接`,
  presenter: `
    presenter | presenters | presented by | presenting | speaker | speakers | leader | lead | led by | discussion leader
    discussion lead | host | hosted by | chair | facilitator | moderator | discussant | scribe | who | person | member
    chosen by | picked by | suggested by | proposed by | nominated by | volunteer | student | presenter(s) | speaker(s)
    발표자 | 发言人 | 主讲人 | 報告者 | 発表者 | 担当 | 担当者 | 발제자 | expone | presenta | présenté par | referent | referentin | referent in | referierende | vortragender | vortragende
    wer | wie | chi | quem | moderation | leitung | intervenant | qui | animateur | ponente | quién | relatore | spreker
    apresentador | apresentadora | presentador | presentadora | orateur | exposant | vortrag | leiter | expositor`,
  place: `
    place | room | location | where | zoom | zoom link | meeting link | meet link | raum | ort | salle | lieu | sala
    lugar | aula | zaal | 場所 | 会場 | 地点 | 장소`,
  meeting: `
    meeting | session | week | no | idx | nr | meeting date | session date | when | time | day | date time
    discussed on | discussion date | date discussed | presentation date | read on | date read`,
  remark: `
    motivation | rationale | comment | comments | note | notes | my comments | my take | thoughts | remarks | why it matters
    method | results | result | key points | key findings | findings | strengths | weaknesses | limitations | pros
    cons | questions | approach | problem | background | conclusion | conclusions | discussion | review | why | opinion
    verdict | rating | how | contributions | main contributions | key contributions | takeaways | key takeaways
    experiments | evaluation | datasets used`,
  aside: `
    code | github | project | project page | website | data | dataset | datasets | video | videos | recording
    recordings | slides | folien | slide | poster | demo | blog | blog post | thread | tweet | resources | resource
    materials | supplement | supplementary | license | licence | version | type | language | pages | volume | issue
    issn | isbn | bibtex | bibkey | citations | cited by | citation count | score | votes | stars | status | found via
    found by | frequency | start date | end date | sources | duration | contact | email | mailing list | organizer
    organizers | organiser | organisers | coordinator | attendees | present | absent | agenda | minutes | references
    reference | editor | editors | accepted | received | revised | updated | model | models | hugging face | huggingface
    twitter | youtube | article | read more | more | see also | related | next | previous | relevance`,
}

const SAID: ReadonlyMap<string, Said> = new Map(
  (Object.entries(NAMES) as [Said, string][]).toReversed().flatMap(([said, names]) =>
    names
      .split(/[|\n]/)
      .filter((name) => name.trim() !== '')
      .map((name): [string, Said] => [name.trim(), said]),
  ),
)
