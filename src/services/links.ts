/** How somebody links their accounts, so that they count as one person, and takes that back. */
import { UserError } from '../club/errors.ts'
import { type AccountId, keys, type RoundId } from '../club/keys.ts'
import { onePerson } from '../club/rota.ts'
import type { LinkService } from '../ports/members.ts'
import type { Values, Writes } from '../store/store.ts'
import { type Act, KEPT_FOR } from './act.ts'
import { countAgain, counted, Relinked, regroupIn, voteKeys } from './club/tallies.ts'
import { giveCode, hashOfCode } from './codes.ts'
import type { House } from './house.ts'
import { clubsOf } from './own-records.ts'
import { accountsIn, accountsLinkedTo } from './people.ts'
import { Clubs, Done, LinkCodes, Linkeds, Rounds } from './records.ts'

const GOOD_FOR = { minutes: 10 }
const MOST_ACCOUNTS = 10

type Groups = readonly (readonly AccountId[])[]

/** `refresh`: shows an open ballot anew. */
export function linkService(house: House, act: Act, refresh: (round: RoundId) => void): LinkService {
  const { store, clock } = house

  /** Changes who is one person with whom, along with the counts of the ballots that they have voted on. */
  async function regroup<T>(
    [account, ...others]: readonly [AccountId, ...AccountId[]],
    change: (all: readonly AccountId[], open: readonly RoundId[]) => Promise<T>,
  ): Promise<T> {
    const open = await openRounds(house)
    let regrouped: readonly RoundId[] = []
    let all: readonly AccountId[] = []
    const result = await counted(house, { account }, async () => {
      const found = await Promise.all([account, ...others].map((one) => accountsLinkedTo(store, one)))
      all = [...new Set(found.flat())]
      regrouped = await votedOn(house, open, all)
      return change(all, regrouped)
    })
    const voted = await votedOn(house, open, all)
    // They have voted there for the first time while it was changed.
    for (const round of voted) if (!regrouped.includes(round)) await countAgain(house, round)
    for (const round of voted) refresh(round)
    return result
  }

  return {
    async accounts({ account }) {
      return accountsLinkedTo(store, account)
    },

    async code({ account, name }) {
      const until = clock.now().add(GOOD_FOR)
      const kept = LinkCodes.json({ account, name, until, used: false })
      return giveCode(house, act, 'code', until, (hash) => ({ [keys.linkCode(hash)]: kept }))
    },

    async link({ account }, code) {
      const key = keys.linkCode(hashOfCode(code))
      const other = await LinkCodes.find(store, key)
      if (!other) throw bad(NO_CODE)
      await regroup([account, other.account], async (all, open) => {
        const clubs = await turnsTwice(house, all)
        return act.change('link', Done, [key, ...clubs, ...keysOf(all, open)], (values) => {
          const found = LinkCodes.findIn(store, values, key)
          if (!found) throw bad(NO_CODE)
          if (found.used) throw bad('That code was used already')
          if (Temporal.Instant.compare(found.until, clock.now()) <= 0)
            throw bad('That code is too old: they are good for ten minutes')
          const [mine, theirs] = [accountsIn(store, values, account), accountsIn(store, values, found.account)]
          refuseOwn(account, found.account, mine)
          const together = [...theirs, ...mine]
          if (!together.every((one) => all.includes(one))) throw new Relinked()
          if (together.length > MOST_ACCOUNTS)
            throw new UserError('too-many', `One person can link ${MOST_ACCOUNTS} accounts. Unlink one first.`)
          return {
            writes: {
              ...linkedWrites(together),
              ...turnsOnce(values, clubs, together),
              ...countWrites(values, open, [mine, theirs], [together]),
            },
            passing: { writes: { [key]: LinkCodes.json({ ...found, used: true }) }, lasting: KEPT_FOR },
            result: true,
          }
        })
      })
      return { account: other.account, name: other.name }
    },

    async unlink({ account }) {
      await regroup([account], (all, open) =>
        act.change('unlink', Done, keysOf(all, open), (values) => {
          const before = accountsIn(store, values, account)
          if (!before.every((one) => all.includes(one))) throw new Relinked()
          const rest = before.filter((other) => other !== account)
          const writes = { ...linkedWrites([account]), ...linkedWrites(rest) }
          return { writes: { ...writes, ...countWrites(values, open, [before], [[account], rest]) }, result: true }
        }),
      )
    },
  }

  function keysOf(all: readonly AccountId[], open: readonly RoundId[]): string[] {
    const found = open.flatMap((round) => [keys.round(round), ...voteKeys(round, all)])
    return [...new Set([...found, ...all.map((account) => keys.linked(account))])]
  }

  function countWrites(values: Values, open: readonly RoundId[], before: Groups, after: Groups): Writes {
    const counts = open.map((id) => {
      const round = Rounds.from(values, keys.round(id))
      return round && !round.tally ? regroupIn(store, values, round, before, after) : {}
    })
    return Object.assign({}, ...counts)
  }
}

/** The clubs in which whoever has these accounts takes turns with several of them. */
async function turnsTwice(house: House, accounts: readonly AccountId[]): Promise<string[]> {
  const clubs = await clubsOf(house)
  return clubs.filter(({ rota }) => onePerson(rota, accounts) !== rota).map(({ id }) => keys.club(id))
}

function turnsOnce(values: Values, clubs: readonly string[], accounts: readonly AccountId[]): Writes {
  const each = clubs.flatMap((key): [string, Writes[string]][] => {
    const club = Clubs.from(values, key)
    return club ? [[key, Clubs.json({ ...club, rota: onePerson(club.rota, accounts) })]] : []
  })
  return Object.fromEntries(each)
}

/** Somebody with one account is kept nowhere. */
function linkedWrites(accounts: readonly AccountId[]): Writes {
  const linked = accounts.length > 1 ? Linkeds.json({ accounts: [...accounts] }) : undefined
  return Object.fromEntries(accounts.map((account) => [keys.linked(account), linked]))
}

async function openRounds(house: House): Promise<RoundId[]> {
  return (await clubsOf(house)).map(({ id, voting }) => ({ club: id, n: voting }))
}

/** The rounds on which any of the accounts has a vote. */
async function votedOn({ store }: House, open: readonly RoundId[], all: readonly AccountId[]): Promise<RoundId[]> {
  const found = await Promise.all(
    open.map(async (round) => {
      const votes = await Promise.all(all.map((account) => store.get(keys.vote(round, account))))
      return votes.some((vote) => vote !== undefined) ? [round] : []
    }),
  )
  return found.flat()
}

function refuseOwn(account: AccountId, other: AccountId, mine: readonly AccountId[]): void {
  if (other === account)
    throw new UserError('own-code', 'That is the code of this account. Enter it with your other one.')
  if (mine.includes(other)) throw new UserError('linked', 'These two accounts are linked already.')
}

const NO_CODE = 'There is no such code. See that you have all of it'

function bad(what: string): UserError {
  return new UserError('bad-code', `${what}, or get a new one with \`me show\` in your other chat.`)
}
