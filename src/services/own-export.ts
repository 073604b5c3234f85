/** All that is kept of one person, as a file for them alone. */
import type { Caller } from '../club/caller.ts'
import { type Club, isOrganiser } from '../club/club.ts'
import { approvedBy } from '../club/counting.ts'
import { nominatedBy } from '../club/forget.ts'
import { type AccountId, keys } from '../club/keys.ts'
import { accountsOf, isSelf } from '../club/person.ts'
import type { Round } from '../club/round.ts'
import { titleOf } from '../club/talk.ts'
import { listsOf } from '../club/track.ts'
import { handFile } from './club/hand-export.ts'
import { withTurns } from './club/planned.ts'
import { proposalsOf } from './club/proposals.ts'
import { draftsOf } from './drafts.ts'
import type { House } from './house.ts'
import { notesOf } from './notes.ts'
import {
  clubsOf,
  comingsOf,
  commentsOf,
  ideasOf,
  isTheirs,
  roundsOf,
  suggestionsOf,
  verdictsOf,
} from './own-records.ts'
import {
  Chosen,
  Comings,
  Lately,
  Messaged,
  Nudges,
  Plans,
  Seconds,
  Swaps,
  Unmirrored,
  Verdicts,
  Votes,
} from './records.ts'

/** Sends it into the caller's conversation with the bot. Throws {@link UserError} where it cannot be sent. */
export async function handOwn(house: House, caller: Caller): Promise<void> {
  const text = JSON.stringify(await ownExport(house, caller), null, 2)
  const file = { name: 'about-me.json', bytes: new TextEncoder().encode(text) }
  await handFile(house, caller.account, file, 'What the reading groups of this bot keep of you.')
}

async function ownExport(house: House, caller: Caller) {
  const accounts = accountsOf(caller)
  const groups = []
  for (const club of await clubsOf(house)) groups.push(await ofClub(house, club, caller))
  return {
    accounts: await Promise.all(accounts.map((account) => ofAccount(house, account))),
    groups: groups.filter((group) => group !== null),
    notToldYet: (await notesOf(house.store, caller)).map(({ value }) => value),
  }
}

async function ofAccount({ store }: House, account: AccountId) {
  const [lately, chosen, unmirrored, messaged, typed] = await Promise.all([
    Lately.find(store, keys.lately(account)),
    Chosen.range(store, keys.chosenBy(account)),
    Unmirrored.find(store, keys.unmirrored(account)),
    Messaged.find(store, keys.messaged(account)),
    draftsOf(store, account),
  ])
  return {
    account,
    commentsReadElsewhere: unmirrored !== true,
    toldByMessage: messaged === true,
    activeLatelyIn: lately?.clubs ?? [],
    answeredBy: chosen.map(({ key, value }) => ({
      place: key.slice(keys.chosenBy(account).length),
      group: value.club,
    })),
    typedIntoRefusedForms: typed.map(({ value }) => value),
  }
}

/** Null where nothing is. */
async function ofClub(house: House, club: Club, caller: Caller) {
  const { store } = house
  const accounts = accountsOf(caller)
  const rounds = await roundsOf(house, club)
  const weeks = (await Promise.all(rounds.map((round) => ofRound(house, round, caller)))).filter(
    (week) => week !== null,
  )
  const member = (await withTurns(house, club)).rota.people.filter(({ account }) => isSelf(caller, account))
  const plans = await Plans.range(store, keys.plans(club.id))
  const comings = await Promise.all(accounts.map((account) => comingsOf(house, club, account)))
  const verdicts = await Promise.all(accounts.map((account) => verdictsOf(house, club, account)))
  const nudges = await Promise.all(accounts.map((account) => Nudges.find(store, keys.nudge(club.id, account))))
  const found = {
    toldWhileNotVoted: nudges.includes(true),
    organiser: isOrganiser(club, { ...caller, admin: false }),
    weeks,
    wouldRead: (await Seconds.range(store, keys.seconds(club.id)))
      .filter(({ value }) => value.by.some((account) => isSelf(caller, account)))
      .map(({ value }) => value.title),
    suggestedLines: (await suggestionsOf(house, club, caller)).map(({ value }) => value),
    acceptedLines: (await ideasOf(house, club, caller)).map(({ value }) => ({ line: value.line, name: value.name })),
    turns: member.map(({ name, turns, skips, away }) => ({ name, turns, skips, away })),
    meetings: plans.flatMap(({ key, value: { people, papers } }) => {
      const roles = people.filter(({ account }) => isSelf(caller, account)).map(({ role }) => role)
      const chosen = papers.filter(({ by }) => isSelf(caller, by)).map(({ title, reason }) => ({ title, reason }))
      const date = key.slice(keys.plans(club.id).length)
      return roles.length + chosen.length > 0 ? [{ date, roles, chosen }] : []
    }),
    list: listsOf(club)
      .flatMap(({ papers }) => papers)
      .filter(({ by }) => isSelf(caller, by))
      .map(({ title, reason }) => ({ title, reason })),
    coming: await Promise.all(
      comings.flat().map(async (key) => ({
        date: key.slice(keys.comingsOf(club.id).length).split('/')[0],
        ...(await Comings.find(store, key)),
      })),
    ),
    verdicts: await Promise.all(
      verdicts.flat().map(async (key) => ({
        week: Number(key.slice(keys.verdictsOf(club.id).length).split('/')[0]),
        ...(await Verdicts.find(store, key)),
      })),
    ),
    proposals: (await proposalsOf(house, club.id))
      .filter(({ by }) => isSelf(caller, by))
      .map(({ title, name, reason }) => ({ title, name, reason })),
    swaps: (await Swaps.range(store, keys.swaps(club.id)))
      .map(({ value }) => value)
      .filter(({ from, to }) => [from.who, to.who].some((who) => isSelf(caller, who)))
      .map(({ from, to, agreed }) => ({ from: from.day, to: to.day, agreed })),
  }
  const isNothing = Object.values(found).every((part) => part === false || (Array.isArray(part) && part.length === 0))
  return isNothing ? null : { group: club.name, ...found }
}

async function ofRound({ store }: House, round: Round, caller: Caller) {
  const accounts = accountsOf(caller)
  const votes = await Promise.all(accounts.map((account) => Votes.find(store, keys.vote(round, account))))
  const titles = new Map([...round.candidates, ...round.gone].map(({ number, title }) => [number, title]))
  const found = {
    votes: votes.flatMap((vote) =>
      vote
        ? [{ at: vote.at, papers: approvedBy(round, vote).map((number) => titles.get(number) ?? `no. ${number}`) }]
        : [],
    ),
    nominations: accounts
      .flatMap((account) => nominatedBy(round, account))
      .map(({ title, nomination }) => ({ title, ...nomination })),
    comments: (await commentsOf(store, round, caller)).map(({ value: { author, paper, text, at, editedAt } }) => ({
      name: author?.name,
      ...(paper === null ? {} : { paper: titleOf(round, paper) ?? paper }),
      text,
      at,
      editedAt,
    })),
    thanks: round.thanks.filter((one) => isTheirs(one, caller)).map(({ name, title }) => ({ name, title })),
  }
  const isNothing = Object.values(found).every(({ length }) => length === 0)
  return isNothing ? null : { week: round.n, pick: round.pick?.title ?? null, ...found }
}
