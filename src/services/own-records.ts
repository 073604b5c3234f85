/** Where what is kept of one person lies. */
import type { Caller } from '../club/caller.ts'
import type { Club } from '../club/club.ts'
import { type AccountId, keys, type RoundId } from '../club/keys.ts'
import { accountsOf, isSelf, type Self } from '../club/person.ts'
import type { Round, Thanks } from '../club/round.ts'
import type { House } from './house.ts'
import { libraryKeys } from './library/library-keys.ts'
import { suggestionPlace } from './library/suggestion-place.ts'
import { Clubs, Comments, Ideas, Rounds, Suggestions, Thanked } from './records.ts'

/** By their accounts, and by their name where nothing else tells. */
type Whose = Pick<Caller, 'account' | 'accounts' | 'name'>

export async function clubsOf({ store }: House): Promise<Club[]> {
  return (await Clubs.range(store, keys.club(''))).map(({ value }) => value)
}

export async function roundsOf({ store }: House, { id }: Club): Promise<Round[]> {
  return (await Rounds.range(store, keys.rounds(id))).map(({ value }) => value)
}

export async function commentsOf(store: House['store'], round: RoundId, self: Self) {
  const comments = await Comments.range(store, keys.comments(round))
  return comments.filter(({ value }) => isSelf(self, value.author?.account))
}

export async function suggestionsOf({ store }: House, club: Club, caller: Whose) {
  const prefix = libraryKeys.suggestions(club.id)
  const suggestions = await Suggestions.range(store, prefix)
  return suggestions.filter(({ key, value }) =>
    accountsOf(caller).some((account) => key.slice(prefix.length) === suggestionPlace(value.paper, account)),
  )
}

export async function ideasOf({ store }: House, club: Club, caller: Whose) {
  const prefix = libraryKeys.ideas(club.id)
  const ideas = await Ideas.range(store, prefix)
  return ideas.filter(({ key, value }) => isTheirs({ ...value, paper: key.slice(prefix.length) }, caller))
}

/** What thanks somebody for a line, until a pick says it. */
export async function thanksOf({ store }: House, club: Club, caller: Whose) {
  return (await Thanked.range(store, libraryKeys.thanks(club.id))).filter(({ value }) => isTheirs(value, caller))
}

/** By where the line was suggested; what was accepted before that was kept is known by its name alone. */
export function isTheirs({ paper, name, from }: Omit<Thanks, 'title'>, caller: Whose): boolean {
  if (from === undefined) return name === caller.name
  return accountsOf(caller).some((account) => from === suggestionPlace(paper, account))
}

export function comingsOf({ store }: House, { id }: Club, account: AccountId): Promise<string[]> {
  return theirsBelow(store, keys.comingsOf(id), account)
}

export function verdictsOf({ store }: House, { id }: Club, account: AccountId): Promise<string[]> {
  return theirsBelow(store, keys.verdictsOf(id), account)
}

async function theirsBelow(store: House['store'], prefix: string, account: AccountId): Promise<string[]> {
  const all = await store.range(prefix)
  return all.map(({ key }) => key).filter((key) => key.endsWith(`/${account}`))
}
