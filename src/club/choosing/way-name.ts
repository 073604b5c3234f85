/** The ways in which a club comes to its papers, by name, and as people say them. */
import { z } from 'zod'

export const Way = z.enum(['vote', 'presenter', 'sequence', 'organiser', 'random'])
export type Way = z.infer<typeof Way>

/** How a group says it. */
export const WAY_WORDS: Readonly<Record<Way, string>> = {
  vote: 'we vote',
  presenter: 'who presents chooses',
  sequence: 'we follow a list',
  organiser: 'organisers choose',
  random: 'we draw',
}

/** The way that somebody says, `presenter chooses`, `by vote`; `club` where it is that of their club, null where it is none. */
export function wayFrom(text: string): Way | 'club' | null {
  const said = text
    .trim()
    .toLowerCase()
    .replaceAll('’', "'")
    .replace(/[.!]$/, '')
    .replace(/^(?:way|choosing|choice)\s*[:=]?\s+|^(?:way|choosing|choice)[:=]/, '')
    .replace(/^(?:is |papers? )?(?:chosen|picked|settled)? ?(?:by |from )?(?:the |an |a |our |its )?/, '')
  return SAID.find(([, words]) => words.test(said))?.[0] ?? null
}

const ACT = "(?:'s|s')?(?: (?:choos(?:e|es|ing)|picks?|decides?|selects?|choice))?"

const SAID: readonly (readonly [Way | 'club', RegExp])[] = [
  ['vote', /^(?:(?:(?:we )?(?:all )?|everyone |members? )votes?|voting|voted|ballot|poll)$/],
  ['presenter', new RegExp(`^(?:who(?:ever)? (?:presents|has it)|presenters?|speakers?)${ACT}$`)],
  ['organiser', new RegExp(`^organi[sz]ers?${ACT}$`)],
  ['sequence', /^(?:we )?(?:follow(?:s|ing)? )?(?:(?:a|the|our|its) )?(?:list|sequence|curriculum|syllabus)$/],
  ['random', /^(?:(?:we )?draws?|drawn)(?: (?:at random|by lot))?$|^(?:at )?random(?:ly)?$|^lots?$/],
  ['club', /^as (?:the )?(?:club|group)(?: chooses| does)?$/],
]
