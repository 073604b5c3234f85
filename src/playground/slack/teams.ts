import { BOT, PAPERS, PEOPLE, RANDOM, TEAM } from './ids.ts'

/** One workspace as it is in the beginning. */
export interface Team {
  id: string
  domain: string
  name: string
  /** The app's user here: another one in every workspace. */
  bot: { user: string; bot: string }
  people: readonly { id: string; name: string; realName: string; admin: boolean }[]
  /** `bot`: whether the app's user is in it. */
  channels: readonly { id: string; name: string; bot: boolean }[]
  /** What its things are kept under. */
  space: string
}

export const FIRST: Team = {
  ...TEAM,
  bot: { user: BOT.user, bot: BOT.bot },
  people: PEOPLE,
  channels: [
    { id: PAPERS, name: 'papers', bot: true },
    { id: RANDOM, name: 'random', bot: false },
  ],
  space: 'slack',
}

export const SECOND: Team = {
  id: 'T0BIRDERS1',
  domain: 'marsh-birders',
  name: 'Marsh Birders',
  bot: { user: 'U0LECTERN2', bot: 'B0LECTERN2' },
  people: [
    { id: 'U0RACHEL01', name: 'rachel', realName: 'Rachel', admin: true },
    { id: 'U0ALDO0001', name: 'aldo', realName: 'Aldo', admin: false },
  ],
  channels: [
    { id: 'C0BIRDS001', name: 'birds', bot: false },
    { id: 'C0LOUNGE01', name: 'lounge', bot: false },
  ],
  space: 'slack.second',
}

/** The organisation that both may belong to. */
export const ORGANISATION = { id: 'E0READERS1', name: 'Readers United' }
