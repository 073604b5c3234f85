/** The tracks of a club: rules of its calendar, each with its own way of choosing where it has one. */
import { ruleOfName, rulesOf } from './calendar/calendar.ts'
import { describeRhythm, listed, rhythmOf } from './calendar/rule.ts'
import type { Rule } from './calendar/rules.ts'
import { bare } from './calendar/written.ts'
import { WAY_WORDS } from './choosing/way-name.ts'
import { WAYS } from './choosing/ways.ts'
import type { Club } from './club.ts'
import { UserError } from './errors.ts'
import { wayOf, waysOf } from './way-of-date.ts'

/** The club as it is for one of its dates. It is for asking alone: what is kept is the club. */
export function onDate(club: Club, day: string | null): Club {
  const own = ownOf(club, day)
  return { ...club, way: wayOf(club, day), sequence: own?.sequence ?? club.sequence }
}

/** What to do where there is nothing to read on a date, a sentence. */
export function nothingOn(club: Club, day: string | null): string {
  const own = onDate(club, day)
  return WAYS[own.way].nothing(own)
}

function ownOf({ tracks, schedule: { calendar } }: Pick<Club, 'tracks' | 'schedule'>, day: string | null) {
  const key = calendar && day !== null ? ruleOfName(calendar, day)?.key : undefined
  return tracks.find((one) => one.key === key)
}

/** The club with another list in the place of the one that a date is read from. */
export function withListOn(club: Club, day: string | null, sequence: Club['sequence']): Club {
  const own = ownOf(club, day)
  if (!own?.sequence) return { ...club, sequence }
  return { ...club, tracks: club.tracks.map((one) => (one === own ? { ...one, sequence } : one)) }
}

/** Whether the club is to follow a list and has none. */
export function lacksList(club: Pick<Club, 'way' | 'schedule' | 'sequence' | 'tracks'>): boolean {
  return waysOf(club).includes('sequence') && listsOf(club).every(({ papers }) => papers.length === 0)
}

/** Every list of a club, its own and those of its tracks. */
export function listsOf({ sequence, tracks }: Pick<Club, 'sequence' | 'tracks'>): Club['sequence'][] {
  return [sequence, ...tracks.flatMap((track) => track.sequence ?? [])]
}

export function changeEachList(
  { sequence, tracks }: Pick<Club, 'sequence' | 'tracks'>,
  change: (list: Club['sequence']) => Club['sequence'],
): Pick<Club, 'sequence' | 'tracks'> {
  const changed = tracks.map((track) => ({ ...track, sequence: track.sequence && change(track.sequence) }))
  return { sequence: change(sequence), tracks: changed }
}

/** The club as it is for a track, by the key of its rule. */
export function inTrack(club: Club, key: string): Club {
  const own = club.tracks.find((one) => one.key === key)
  const rule = rulesIn(club).find((one) => one.key === key)
  return { ...club, way: rule?.way ?? club.way, sequence: own?.sequence ?? club.sequence }
}

function rulesIn({ schedule: { calendar } }: Pick<Club, 'schedule'>): Rule[] {
  return calendar ? rulesOf(calendar) : []
}

/** The key of the track that somebody names, by its name, the beginning of that, or its place among all. Throws {@link UserError}. */
export function trackSaid(club: Pick<Club, 'schedule'>, said: string): string {
  const rules = rulesIn(club)
  const name = bare(said).toLowerCase()
  const names = rules.map((rule) => rule.name?.toLowerCase() ?? rhythmText(rule).toLowerCase())
  const those = (is: (one: string, nth: number) => boolean) => rules.filter((_, nth) => is(names[nth] ?? '', nth))
  const [found, ...others] =
    [
      those((one) => one === name),
      those((_, nth) => name === String(nth + 1)),
      those((one) => name !== '' && one.startsWith(name)),
      those((one) => name.length > 1 && one.includes(name)),
    ].find((some) => some.length > 0) ?? []
  if (found && others.length === 0 && rules.length > 1) return found.key
  throw new UserError('no-track', noTrack(bare(said), rules))
}

/** What a track is called, by the key of its rule. */
export function trackName(club: Pick<Club, 'schedule'>, key: string): string {
  const rule = rulesIn(club).find((one) => one.key === key)
  return rule ? (rule.name ?? rhythmText(rule)) : ''
}

function noTrack(said: string, rules: readonly Rule[]): string {
  if (rules.length < 2)
    return 'This group has no tracks: it meets by one rule. Say several with `club calendar days:"Theory: Tue 16:00; Practice: Fri noon"`. Nothing was changed.'
  const all = rules.map((rule, nth) => `${nth + 1}. ${rule.name ?? rhythmText(rule)}`)
  return `“${said}” is no track of this group, or more than one. They are ${listed(all)}. Nothing was changed.`
}

function rhythmText({ rule }: Rule): string {
  const rhythm = rhythmOf(rule)
  return rhythm ? describeRhythm(rhythm) : rule
}

/** What happens for each meeting, in words: of several tracks, of each that chooses by itself. */
export function saysOf(club: Pick<Club, 'way' | 'schedule'>): string {
  const [way, ...others] = waysOf(club)
  if (!way || others.length === 0) return WAYS[way ?? club.way].says
  const each = rulesIn(club).map((rule) => {
    return `${capital(rule.name ?? rhythmText(rule))}: ${WAY_WORDS[rule.way ?? club.way]}.`
  })
  return each.join(' ')
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
