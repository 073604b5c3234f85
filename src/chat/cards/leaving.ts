/** What members are told of a date that they have and may not come to. */
import type { OwnPart } from '../../club/own-part.ts'
import { type Schedule, sayDate } from '../../club/schedule.ts'
import type { Block, Inline } from '../card.ts'
import { withCommands } from './notice.ts'

/** That a part in a date is kept by who is away on it. */
export function keptBlock(part: OwnPart, schedule: Schedule, root: string): Block {
  const why = part.how === 'swap' ? ', which is yours by a swap' : ', which you took or were named for'
  const kept: Inline[] = ['You keep ', { time: part.date.at, style: 'moment' }, `${why}. `]
  return { kind: 'text', text: [...kept, ...leave(part, schedule, root)] }
}

/** That a part in a date is still had by who does not come to it. */
export function stillBlock(part: OwnPart, schedule: Schedule, root: string): Block {
  return { kind: 'text', text: [`You are its ${part.role} still. `, ...leave(part, schedule, root)] }
}

function leave({ date, how }: OwnPart, schedule: Schedule, root: string): Inline[] {
  const day = sayDate(schedule, date)
  return [withCommands(WAYS_OUT[how](day), root)].flat()
}

const WAYS_OUT: Readonly<Record<OwnPart['how'], (day: string) => string>> = {
  turn: (day) =>
    `\`meeting away from:${day.slice(0, 10)}\` gives it to whoever comes next, \`meeting swap\` to whom you ask.`,
  swap: (day) => `Swap it again with \`meeting swap with:… mine:${day}\`.`,
  hand: (day) => `Give it back with \`meeting return date:${day}\`.`,
}
