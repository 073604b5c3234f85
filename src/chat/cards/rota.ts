/** Who has the club's dates as people see it. */

import { listed } from '../../club/calendar/rule.ts'
import type { Club } from '../../club/club.ts'
import { hasTurns, isAway, type Member, type Rota } from '../../club/rota.ts'
import { dayIn } from '../../club/schedule.ts'
import { trackName } from '../../club/track.ts'
import type { Block, Card, Inline, Rich } from '../card.ts'
import type { Context } from '../command.ts'
import { meetingList } from './meetings.ts'
import { fromTo, plural } from './notice.ts'
import { personText } from './plan.ts'

export async function rotaCard(context: Context, title: string): Promise<Card> {
  const club = await context.services.club.counted()
  const { rota } = club
  return {
    title,
    blocks: [
      { kind: 'text', text: [...HOW[rota.how], ...(rota.how === 'none' ? remedy(context) : [` ${rolesText(club)}`])] },
      ...memberBlocks(club, dayIn(context.clock.now(), club.schedule.zone)),
      ...(rota.how === 'none' ? [] : await meetingList(context)),
    ],
    ...(rota.how === 'volunteers' ? { footer: ['Take a date: ', { code: `/${context.root} meeting take` }] } : {}),
  }
}

const HOW: Readonly<Record<Rota['how'], Inline[]>> = {
  none: ['Nobody is named for the dates.'],
  volunteers: [{ bold: 'Whoever wants a date takes it.' }],
  order: [{ bold: 'One after the other, in this order.' }, ' A date that is cancelled moves everybody down one.'],
  fair: [{ bold: 'Whoever had the fewest dates is next' }, ', and the first of this list among them.'],
}

function remedy({ root }: Context): Inline[] {
  const rota = `/${root} club rota`
  return [
    ' Organisers let whoever wants a date take it with ',
    { code: `${rota} how:volunteers` },
    ', or name people in their order with ',
    { code: `${rota} people:"@Ada, @Bob"` },
    '.',
  ]
}

function rolesText({ rota: { roles, tracks }, schedule }: Club): string {
  const names = (tracks ?? []).map((key) => trackName({ schedule }, key)).filter((name) => name !== '')
  const counted = [...Map.groupBy(roles, (role) => role)].map(([role, { length }]) =>
    length === 1 ? `a ${role}` : plural(length, role),
  )
  return `Each date${names.length > 0 ? ` of ${listed(names)}` : ''} has ${listed(counted)}.`
}

function memberBlocks({ rota }: Pick<Club, 'rota'>, today: string): Block[] {
  if (rota.people.length === 0)
    return hasTurns(rota) ? [{ kind: 'text', text: 'Nobody is in it yet: organisers name who is.' }] : []
  return [{ kind: 'list', ordered: true, items: rota.people.map((one) => memberLine(one, today)) }]
}

function memberLine(member: Member, today: string): Rich {
  const { turns, skips, away } = member
  const gone = away.filter(({ to }) => to >= today).map(fromTo)
  return [
    personText(member),
    ` — ${plural(turns, 'turn')}`,
    ...(skips > 0 ? [skips === 1 ? ', passes once' : `, passes ${skips} times`] : []),
    ...(gone.length > 0 ? [`${isAway(member, today) ? ', away now' : ', away'}: ${gone.join(', ')}`] : []),
  ]
}
