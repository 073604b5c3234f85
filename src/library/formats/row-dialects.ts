import { readArxivId } from '../addresses.ts'
import { monthOfArxivId, readPartialDate } from './dates.ts'
import { isObject, type JsonObject, listAt, textAt } from './json-value.ts'
import { lettersToText } from './latex.ts'

/** A record of a site that writes its facts in a way of its own, under the usual names; every other record as it is. */
export function usualRow(row: JsonObject): JsonObject {
  if (Array.isArray(row.authors_parsed)) return ofArxivDump(row)
  if (Array.isArray(row.authorships)) return ofOpenAlex(row)
  if ('authorships.author.display_name' in row) return ofOpenAlexTable(row)
  if ('TI' in row && 'UT' in row) return ofWebOfScience(row)
  const ids = isObject(row.externalIds) ? row.externalIds : row.externalids
  return isObject(ids) ? ofSemanticScholar(row, ids) : row
}

function ofArxivDump(row: JsonObject): JsonObject {
  const text = (key: string) => lettersToText(textAt(row, key) ?? '')
  const id = readArxivId(textAt(row, 'id') ?? '')
  const authors = listAt(row, 'authors_parsed').map((parts) => {
    const [family = '', given = '', suffix = ''] = Array.isArray(parts) ? parts.map(String) : []
    return { given: lettersToText(given).replaceAll('. -', '.-'), family: lettersToText(family), suffix }
  })
  const [first] = listAt(row, 'versions').filter(isObject)
  return {
    title: text('title'),
    abstract: text('abstract'),
    authors,
    date: (first && textAt(first, 'created')) ?? (id && monthOfArxivId(id)),
    link: id && `https://arxiv.org/abs/${id}`,
    arxivId: id,
    doi: textAt(row, 'doi')?.split(/\s+/)[0],
    tags: textAt(row, 'categories')?.split(/\s+/),
  }
}

function ofOpenAlex(row: JsonObject): JsonObject {
  const place = isObject(row.primary_location) ? row.primary_location : {}
  return {
    title: textAt(row, 'title', 'display_name'),
    abstract: isObject(row.abstract_inverted_index) ? inOrder(row.abstract_inverted_index) : row.abstract,
    authors: listAt(row, 'authorships').map((one) => (isObject(one) && nameOf(one.author)) || one),
    date: textAt(row, 'publication_date', 'publication_year'),
    link: textAt(place, 'landing_page_url', 'pdf_url') ?? textAt(row, 'doi', 'id'),
    doi: textAt(row, 'doi'),
    tags: listAt(row, 'keywords', 'concepts').map(nameOf),
  }
}

/** A row of OpenAlex's tables, whose lists are parted by bars. */
function ofOpenAlexTable(row: JsonObject): JsonObject {
  const list = (key: string) => textAt(row, key)?.split('|') ?? []
  const doi = textAt(row, 'doi', 'ids.doi')
  return {
    title: textAt(row, 'display_name', 'title'),
    abstract: row.abstract,
    authors: list('authorships.author.display_name'),
    affiliations: [...new Set(list('authorships.institutions.display_name'))],
    date: textAt(row, 'publication_date', 'publication_year'),
    link: textAt(row, 'primary_location.landing_page_url', 'best_oa_location.pdf_url') ?? doi ?? textAt(row, 'id'),
    doi,
    tags: list('keywords.display_name'),
  }
}

/** A row of Web of Science's tables, whose columns are the tags of its plain text. */
function ofWebOfScience(row: JsonObject): JsonObject {
  const [day, year] = [textAt(row, 'PD'), textAt(row, 'PY')]
  return {
    title: row.TI,
    abstract: row.AB,
    authors: (textAt(row, 'AF', 'AU') ?? '').split(/;\s*/).filter((name) => name !== '[Anonymous]'),
    date: day && year && readPartialDate(`${day} ${year}`) ? `${day} ${year}` : year,
    doi: row.DI,
    tags: row.DE,
  }
}

function nameOf(value: unknown): string | null {
  return isObject(value) ? textAt(value, 'display_name') : null
}

/** The words of an abstract from an index that says at which places each of them stands. */
function inOrder(index: JsonObject): string {
  const words: string[] = []
  for (const [word, places] of Object.entries(index)) {
    for (const place of Array.isArray(places) ? places : []) {
      if (Number.isInteger(place) && place >= 0 && place < MOST_WORDS) words[place] = word
    }
  }
  return words.filter((word) => word !== undefined).join(' ')
}

const MOST_WORDS = 20_000

function ofSemanticScholar(row: JsonObject, ids: JsonObject): JsonObject {
  return { ...row, arxivId: row.arxivId ?? textAt(ids, 'ArXiv'), doi: row.doi ?? textAt(ids, 'DOI') }
}
