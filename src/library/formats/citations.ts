import type { Named } from './named.ts'

/** `Jones 2021`, `Jones et al. (2021)`, `(Hao and Li, 2024)`. */
export function citations(text: string): Named[] {
  const found: Named[] = []
  for (const match of text.matchAll(CITATION)) {
    const [whole, name = '', year = ''] = match
    const surname = name.split(/ (?:and|&|et)\b/)[0] ?? ''
    if (
      NOT_A_SURNAME.test(surname) ||
      (/\b(?:in|since|by|until|from|of|late|early|mid)\s$/i.test(
        text.slice(Math.max(0, match.index - 6), match.index),
      ) &&
        !/ (?:et|and|&) /.test(name) &&
        whole.includes(','))
    )
      continue
    found.push({ at: match.index, title: `${name} ${year}`, date: year })
  }
  return found
}

const CITATION =
  /(?<![\p{L}\p{N}-])(\p{Lu}\p{Ll}[\p{L}'’-]{1,30}(?: et al\.?| (?:and|&) \p{Lu}\p{Ll}[\p{L}'’-]{1,30})?),? [([]?((?:19[6-9]|20[0-4])\d)[a-z]?\b(?![-/:]\d)/gu
const NOT_A_SURNAME =
  /^(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?|spring|summer|autumn|fall|winter|early|mid|late|in|by|since|until|from|around|circa|before|after|during|year|of|as|for|the|on|about|only|back|already|neurips|nips|icml|iclr|acl|emnlp|cvpr|eccv|iccv|aaai|ijcai|colm|naacl|copyright|figure|fig|table|section|chapter|edit(?:ed)?|version|claude|gemini|llama|windows|office|election|agenda|olympics?|mid-\w+|q[1-4]|end|then|maybe|perhaps|say|like|until|till|what|when|where|how|why|which|who|this|that|and|or|but|with|at|to)$/i
