import { expect, test } from 'vitest'
import type { Caller } from '../../../src/club/caller.ts'
import { TEAM } from '../../../src/playground/slack/ids.ts'
import type { Person } from '../../../src/playground/slack/types.ts'
import { card, channel, room, shows, startBot } from './bot.ts'

const ELSEWHERE = 'T0ELSEWHERE'
const lise: Person = { id: 'U0LISE0001', name: 'lise', realName: 'Lise', admin: true }

test.each<[string, Partial<Person>, boolean]>([
  ['an admin of the workspace', {}, true],
  ['an admin of the workspace, named in full', { team: TEAM.id }, true],
  ['an admin of another workspace', { team: ELSEWHERE }, false],
  ['a stranger who is an admin elsewhere', { team: ELSEWHERE, stranger: true }, false],
  ['an admin of another organisation', { team: ELSEWHERE, enterprise: 'E0OTHER001' }, false],
  ['an admin of this workspace’s id in another organisation', { enterprise: 'E0OTHER001' }, false],
  ['a guest who is an admin by some mistake', { guest: 'multi' }, false],
  ['a guest of one channel', { guest: 'single' }, false],
  ['an account that is closed', { deleted: true }, false],
])('%s counts as one who may administer the club, or not: %j %s', async (_, facts, admin) => {
  const callers: Caller[] = []
  const bot = await startBot({
    act({ caller }) {
      callers.push(caller)
      return shows('actor', card('Noted'))
    },
  })
  bot.slack.setting({ person: { ...lise, ...facts } })
  bot.slack.setting({ join: channel, persona: lise.id })
  const buttons = [{ label: 'Press', action: 'vote:mine:ballot.c.1' }]
  const { message } = await bot.bot.post(room, card('Ballot', { kind: 'buttons', buttons }), 'ballot.c.1')
  await bot.act({ do: 'click', persona: lise.id, channel, message, control: 'vote:mine:ballot.c.1' })
  expect(callers).toMatchObject([{ name: 'Lise', admin }])
})

test.each<[string, Partial<Person>, boolean]>([
  ['whoever made it, and is no admin', {}, true],
  ['a guest who made it', { guest: 'multi' }, false],
  ['somebody of another workspace who made it', { team: ELSEWHERE }, false],
  ['an account that is closed', { deleted: true }, false],
])('a channel is for %s to decide about, or not: %j %s', async (_, facts, manages) => {
  const bot = await startBot({})
  const [ada] = bot.slack.state().personas
  const id = ada?.id ?? ''
  bot.slack.setting({ person: { id, name: 'ada', realName: 'Ada', admin: false, ...facts } })
  expect(await bot.bot.manages(room, `slack:${TEAM.id}:${id}`)).toBe(manages)
  expect(await bot.bot.manages(room, `slack:${ELSEWHERE}:${id}`)).toBe(false)
})
