import { type Candidate, withNominations } from './ballot.ts'
import type { Club } from './club.ts'
import { type AccountId, platformOf } from './keys.ts'
import type { Plan, PlannedPaper, PlannedPerson } from './plan.ts'
import type { Round } from './round.ts'
import { changeEachList } from './track.ts'

/** What somebody who was forgotten is called where somebody has to be named. */
export const FORGOTTEN = 'a former member'
/** What takes the place of their account. */
const NOBODY = ':forgotten'

export function isForgotten(account: AccountId): boolean {
  return account.endsWith(NOBODY)
}

/** The round without a person's name and reasons. What they nominated stays: it is for withdrawing to take it off. */
export function forgetNominator(round: Round, account: AccountId): Round {
  const by: AccountId = `${platformOf(account)}${NOBODY}`
  return withNominations(round, (nomination) =>
    nomination.by === account ? { ...nomination, by, name: FORGOTTEN, reason: null } : nomination,
  )
}

/** The plan of a meeting without a person's account and name: their part in it stays, without who. The same one when they have none. */
export function forgetInPlan(plan: Plan, account: AccountId): Plan {
  const isTheirs =
    plan.people.some((one) => one.account === account || one.instead?.who === account) ||
    plan.papers.some(({ by }) => by === account)
  if (!isTheirs) return plan
  const people = plan.people
    .map((one) => (one.account === account ? { ...one, account: null, name: FORGOTTEN } : one))
    .map((one) => (one.instead?.who === account ? withoutSwap(one) : one))
  return { ...plan, people, papers: plan.papers.map((paper) => withoutChooser(paper, account)) }
}

function withoutSwap({ instead: _, ...person }: PlannedPerson): PlannedPerson {
  return person
}

/** A club without a person's name among its organisers, in its rota and its list of papers. */
export function forgetInClub(club: Club, account: AccountId): Club {
  const names = Object.fromEntries(Object.entries(club.names).filter(([other]) => other !== account))
  const people = club.rota.people.filter((one) => one.account !== account)
  const withoutThem = (list: Club['sequence']) => ({
    ...list,
    papers: list.papers.map((paper) => withoutChooser(paper, account)),
  })
  const lists = changeEachList(club, withoutThem)
  return { ...club, names, rota: { ...club.rota, people }, ...lists }
}

function withoutChooser(paper: PlannedPaper, account: AccountId): PlannedPaper {
  if (paper.by !== account) return paper
  const { reason: _, ...rest } = paper
  return { ...rest, by: null }
}

/** What an account has nominated in a round. */
export function nominatedBy({ candidates, queue }: Round, account: AccountId): Candidate[] {
  return [...candidates, ...queue].filter(({ nomination }) => nomination?.by === account)
}
