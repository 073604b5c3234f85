/** Who has which date: the order of a club's people, and whose turn comes when. */
import { z } from 'zod'
import { type AccountId, isAccountId } from './keys.ts'
import type { PersonOf } from './person.ts'
import type { PlannedPerson } from './plan.ts'

const Day = z.iso.date()
const Account = z.string().refine(isAccountId).nullable()

/** Somebody whose turn comes by itself. */
export const Member = z.object({
  /** Null: nobody in the chats, a name alone. */
  account: Account,
  name: z.string(),
  /** How often they had a date. */
  turns: z.number().int().min(0).default(0),
  /** How many of their next turns go to who comes after them. */
  skips: z.number().int().min(0).default(0),
  away: z.array(z.object({ from: Day, to: Day })).default([]),
})
export type Member = z.infer<typeof Member>

/** How a club's people come to its dates. */
export const Rota = z.object({
  /** `none`: nobody has a date. `volunteers`: who wants one. `order`: one after the other. `fair`: who had the fewest. */
  how: z.enum(['none', 'volunteers', 'order', 'fair']).default('none'),
  /** What a date needs, one person each; two at once is the same role twice. */
  roles: z.array(z.string()).default(['presenter']),
  /** Whoever is next stands first. */
  people: z.array(Member).default([]),
  /** The keys of the rules whose dates it is for; null: for all. */
  tracks: z.array(z.string()).nullable().default(null),
  /** The first day whose turns are not counted yet; with a local time, `2026-11-26T12:00`, where dates of it were over before. */
  since: z
    .union([Day, z.iso.datetime({ local: true, precision: -1 })])
    .nullable()
    .default(null),
})
export type Rota = z.infer<typeof Rota>

/** One date, as it is before anybody's turn comes. */
export interface OpenDate {
  /** By which its plan is kept. */
  day: string
  /** When it is; another day where it was moved. `local`: with the time, `2026-11-26T18:00`. */
  on: string
  local: string
  /** Whether it takes people at all: a talk or a social evening takes nobody's turn. */
  takes: boolean
  /** Who has it because somebody said so. */
  set: readonly PlannedPerson[]
}

/** A date with its people. */
export interface TakenDate {
  day: string
  /** In the order of the club's roles. */
  people: (PlannedPerson & { byHand: boolean })[]
  /** Roles that nobody has. */
  free: string[]
}

/** Who somebody is, with an account or without. */
export function whoIs({ account, name }: { account: string | null; name: string }): string {
  return account ?? name.trim().toLowerCase()
}

/**
 * Who has which of the dates, which are in order. Nobody has two dates before everybody who is there has had one: a date that is
 * not, or takes nobody, moves everybody down one. Who has a date by hand keeps it, and has had their turn by it.
 */
export function taken(rota: Rota, dates: readonly OpenDate[]): TakenDate[] {
  return walk(rota, dates).map(({ taken }) => taken)
}

/** The rota once the turns of the dates before `day` were had. `dates`: as of {@link taken}. */
export function settled(rota: Rota, dates: readonly OpenDate[], day: string): Rota {
  const had = walk(rota, dates).filter(({ date }) => date.on < day)
  const { people } = had.at(-1) ?? rota
  return { ...rota, people: [...people], since: day }
}

interface Step {
  date: OpenDate
  taken: TakenDate
  /** The order after it. */
  people: readonly Member[]
}

function walk({ how, roles, people, since }: Rota, dates: readonly OpenDate[]): Step[] {
  let line: readonly Member[] = people
  const coming = dates.filter(({ local }) => since === null || local >= since)
  return coming.map((date, index) => {
    const byHand = (one: PlannedPerson) => ({ ...one, byHand: true })
    if (!date.takes) return { date, taken: { day: date.day, people: date.set.map(byHand), free: [] }, people: line }
    const turn = (one: PlannedPerson) => turnOf(one, date, coming)
    const next = (busy: ReadonlySet<string>) =>
      how === 'order' || how === 'fair' ? nextOf(how, line, date.on, busy) : { member: null, line }
    const later = soon(coming.slice(index + 1), coming, roles, line.length)
    const busy = new Set([...date.set.flatMap((one) => [whoIs(one), turn(one)]), ...later])
    const left = [...date.set]
    const seats = left.some(isEveryone) ? [] : roles
    const found = seats.map((role, at) => {
      const theirs = left.filter((one) => isRole(one.role, role))
      // Whose turn it would be: who has it by hand or by a swap stands in the place of that turn, so that no other moves.
      const due = next(busy.difference(new Set(theirs.map(turn))))
      const own = theirs.find((one) => due.member && turn(one) === whoIs(due.member))
      const open = seats.slice(at).filter((other) => isRole(other, role)).length
      const seated = own ?? (theirs.length >= open ? theirs[0] : undefined)
      if (seated) {
        left.splice(left.indexOf(seated), 1)
        line = own ? due.line : had(line, turn(seated))
        return { role, person: byHand(seated) }
      }
      const free = next(busy)
      line = free.line
      if (!free.member) return { role, person: null }
      busy.add(whoIs(free.member))
      const { account, name } = free.member
      return { role, person: { account, name, role, byHand: false } }
    })
    // Whoever is one too many in a role has had their turn; who does something else there has not.
    for (const one of left) if (isAsked(one, roles)) line = had(line, turn(one))
    const there = [...found.flatMap(({ person }) => person ?? []), ...left.map(byHand)]
    const free = how === 'none' ? [] : found.flatMap(({ role, person }) => (person ? [] : [role]))
    return { date, taken: { day: date.day, people: there, free }, people: line }
  })
}

/** Whose turn is had by somebody's date: their own, or after a swap that stands that of the other one. */
function turnOf(one: PlannedPerson, date: OpenDate, coming: readonly OpenDate[]): string {
  return one.instead && isSwapped(one, date, coming) ? one.instead.who : whoIs(one)
}

function isSwapped({ instead }: PlannedPerson, date: OpenDate, coming: readonly OpenDate[]): boolean {
  return instead !== undefined && stands(instead.day, date, coming)
}

/** Whether a swap still has its other date: the dates before the first were had. */
function stands(day: string, date: OpenDate, coming: readonly OpenDate[]): boolean {
  const other = coming.find((one) => one.day === day)
  return other ? other.takes : day < (coming[0] ?? date).day
}

/** Who has one of the next dates by hand, as many as a round of the order has. A swap moves nobody's turn. */
function soon(
  after: readonly OpenDate[],
  coming: readonly OpenDate[],
  roles: readonly string[],
  people: number,
): string[] {
  return after
    .filter(({ takes }) => takes)
    .slice(0, Math.max(0, Math.ceil(people / roles.length) - 1))
    .flatMap((date) => date.set.filter((one) => isAsked(one, roles) && !isSwapped(one, date, coming)).map(whoIs))
}

/** Whether somebody has a date in a role that each has; everyone has all of them. */
function isAsked(one: PlannedPerson, roles: readonly string[]): boolean {
  return isEveryone(one) || roles.some((role) => isRole(one.role, role))
}

function isRole(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

/** Where it is everyone's, nobody else is needed. */
function isEveryone({ account, name }: PlannedPerson): boolean {
  return account === null && /^(everyone|everybody|all)$/i.test(name)
}

/** Who is next among those who are there, and the order after it. */
function nextOf(
  how: 'order' | 'fair',
  people: readonly Member[],
  on: string,
  busy: ReadonlySet<string>,
): { member: Member | null; line: readonly Member[] } {
  let line = people
  const passed = new Set<string>()
  for (;;) {
    const there = line.filter((one) => !busy.has(whoIs(one)) && !passed.has(whoIs(one)) && !isAway(one, on))
    const fewest = Math.min(...there.map(({ turns }) => turns))
    const next = how === 'order' ? there[0] : there.find(({ turns }) => turns === fewest)
    if (!next) return { member: null, line }
    if (next.skips === 0) return { member: next, line: had(line, whoIs(next)) }
    passed.add(whoIs(next))
    line = [...line.filter((one) => one !== next), { ...next, skips: next.skips - 1 }]
  }
}

export function isAway({ away }: Pick<Member, 'away'>, on: string): boolean {
  return away.some(({ from, to }) => from <= on && on <= to)
}

/** The order after somebody had their turn: they come last. */
function had(line: readonly Member[], who: string): readonly Member[] {
  const member = line.find((one) => whoIs(one) === who)
  return member ? [...line.filter((one) => one !== member), { ...member, turns: member.turns + 1 }] : line
}

/** The rota in which somebody with several accounts takes turns once, at their first place; the same one where they do already. */
export function onePerson(rota: Rota, accounts: readonly AccountId[]): Rota {
  const [first, ...others] = rota.people.filter(({ account }) => account !== null && accounts.includes(account))
  if (!first || others.length === 0) return rota
  const theirs = [first, ...others]
  const sum = (of: (one: Member) => number) => theirs.reduce((all, one) => all + of(one), 0)
  const whole = {
    ...first,
    turns: sum(({ turns }) => turns),
    skips: sum(({ skips }) => skips),
    away: theirs.flatMap(({ away }) => away),
  }
  const left = rota.people.filter((one) => !others.includes(one))
  return { ...rota, people: left.map((one) => (one === first ? whole : one)) }
}

/** The changes with everybody named by the account that takes their turns already. */
export function namedAlike({ people }: Rota, changes: RotaChanges, personOf: PersonOf): RotaChanges {
  const takers = new Map<string, AccountId>()
  const alike = <One extends { account: AccountId | null }>(one: One): One => {
    if (one.account === null) return one
    const person = personOf(one.account)
    const account = takers.get(person) ?? one.account
    takers.set(person, account)
    return { ...one, account }
  }
  for (const one of people) alike(one)
  const of = (named: readonly Named[] | undefined) => named?.map(alike)
  return { ...changes, people: of(changes.people), add: of(changes.add), remove: of(changes.remove) }
}

/** What an organiser may change of a rota. */
export interface RotaChanges {
  how?: Rota['how'] | undefined
  roles?: readonly string[] | undefined
  /** Null: for the dates of all tracks. */
  tracks?: readonly string[] | null | undefined
  /** All of them, in their order; who was there already keeps what is kept of them. */
  people?: readonly Named[] | undefined
  add?: readonly Named[] | undefined
  remove?: readonly Named[] | undefined
}

/** Somebody as they were written down. `turns`: how many dates they had before. */
export interface Named {
  account: AccountId | null
  name: string
  turns?: number | undefined
}

/** `from`: the day, or the time on it, from which on turns are taken, where none were until now. */
export function changeRota(rota: Rota, changes: RotaChanges, from: string): Rota {
  const { how = rota.how, roles = rota.roles, tracks = rota.tracks, people, add = [], remove = [] } = changes
  const known = new Map(rota.people.map((one) => [whoIs(one), one]))
  const asked = people ? [...people, ...add] : [...rota.people, ...add]
  const gone = new Set(remove.map(whoIs))
  const fewest = Math.min(...rota.people.map(({ turns }) => turns))
  // Who comes later need not make up for what was before them.
  const turns = people || rota.people.length === 0 ? 0 : fewest
  const members = asked.map((one) => memberOf(one, known.get(whoIs(one)) ?? Member.parse({ ...one, turns })))
  const unique = [...new Map(members.map((one) => [whoIs(one), one])).values()]
  const since = hasTurns(rota) ? (rota.since ?? from) : from
  return Rota.parse({ how, roles, tracks, since, people: unique.filter((one) => !gone.has(whoIs(one))) })
}

/** People of whom one is called so by now; the same ones where nobody is called otherwise. */
export function renamedIn<Person extends { account: AccountId | null; name: string }>(
  people: Person[],
  { account, name }: { account: AccountId; name: string },
): Person[] {
  const isOther = (one: Person) => one.account === account && one.name !== name
  return people.some(isOther) ? people.map((one) => (isOther(one) ? { ...one, name } : one)) : people
}

/** Whether dates go to people by themselves. */
export function hasTurns({ how }: Pick<Rota, 'how'>): boolean {
  return how === 'order' || how === 'fair'
}

/** A name that is not known stays as it was. */
function memberOf({ account, name, turns }: Named, before: Member): Member {
  return { ...before, account, name: name || before.name, turns: turns ?? before.turns }
}
