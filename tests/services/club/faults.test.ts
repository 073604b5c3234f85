/** What each refusal of a chat leads to, written out for people: the table in docs/ is made here, by letting it happen. */
import { expect, it } from 'vitest'
import { discordCodes } from '../../../src/chat/discord/failure.ts'
import { ChatFailure, FAILURE_REASONS, type FailureReason } from '../../../src/chat/failure.ts'
import { slackCodes } from '../../../src/chat/slack/failure.ts'
import { keys } from '../../../src/club/keys.ts'
import { Outgoing } from '../../../src/services/records.ts'
import type { FakeChat } from '../../fakes/chat.ts'
import { person, postNow, someVote, type TestClub, testClub, textOf } from '../../fakes/club.ts'

const METHODS = {
  post: 'The pick is posted',
  openThread: 'The pick’s thread is opened',
  edit: 'The ballot is shown anew after a vote',
  readThread: 'A thread is read back',
} as const
type Method = keyof typeof METHODS

interface Outcome {
  person: string
  otherRoom: string
  organisers: string
  kept: string
}

async function happen(method: Method, reason: FailureReason): Promise<Outcome> {
  const club = await testClub()
  const fail = () => Promise.reject(new ChatFailure(reason, 'no', 'refused'))
  if (method !== 'edit') await someVote(club)
  const refusing = (chat: FakeChat) => Object.assign(chat, { [method]: fail })
  refusing(club.north)
  const seen = await seenBy(club, method)
  await club.all.tick()
  await settled(club)
  const left = await Outgoing.range(club.store, keys.outbox())
  const next = left.find(({ value }) => value.notBefore)?.value.notBefore
  const shown = await club.type('club show', person('olga'))
  return {
    person: seen,
    otherRoom: club.south.posts.some(({ key }) => key === 'pick.club.1' || key === 'ballot.club.1')
      ? 'has all'
      : 'LACKS',
    organisers: troubleIn(textOf(shown)),
    kept: next
      ? `tried again after ${next.since(club.clock.now()).total('seconds')} s, then at growing intervals`
      : rest(club),
  }
}

/** A chat that is busy is asked again and again: that has no end here. */
async function settled(club: TestClub): Promise<void> {
  await Promise.race([club.all.idle(), new Promise((resolve) => setTimeout(resolve, 1_000))])
}

/** What whoever caused it is told. */
async function seenBy(club: TestClub, method: Method): Promise<string> {
  if (method === 'edit') {
    const mine = await club.click('vote:cast:ballot.club.1', ['1'], person('ada'))
    await settled(club)
    const [said] = /You voted for/.exec(textOf(mine)) ?? []
    return `“${said} …”: the vote is kept`
  }
  const card = await postNow(club)
  const [, why] = /North :? ?: ([^.]+\.)/.exec(textOf(card).replace(/\s+/g, ' ')) ?? []
  return `“${card.title}”${why ? `, “${why.trim()}”` : ''}`
}

function troubleIn(text: string): string {
  const [, sentence] = /Needs an organiser.*?in North: (.*)$/s.exec(text) ?? []
  return sentence ? `“${sentence.trim()}”` : 'nothing'
}

function rest(club: TestClub): string {
  const ballots = club.north.posts.filter(({ key }) => key === 'ballot.club.1')
  if (ballots.length > 1) return 'it is posted again, twice at most'
  return club.logged.some(({ level }) => level === 'warn')
    ? 'noted in the log, tried again by the tick or when the chat is there again'
    : 'nothing is left to do'
}

const row = (...cells: string[]) => `| ${cells.join(' | ')} |`

it('every refusal of every call is told, keeps no other room from its posts, and stands in the docs', async () => {
  const cases = (Object.entries(METHODS) as [Method, string][]).flatMap(([method, what]) =>
    FAILURE_REASONS.map((reason) => ({ method, what, reason })),
  )
  const rows: string[] = []
  for (const ofMethod of Map.groupBy(cases, ({ method }) => method).values()) {
    const made = ofMethod.map(async ({ method, what, reason }) => {
      const { person: told, otherRoom, organisers, kept } = await happen(method, reason)
      expect(otherRoom, `${method} ${reason}`).toBe('has all')
      return row(what, reason, told, organisers, kept)
    })
    rows.push(...(await Promise.all(made)))
  }
  const names = (codes: Iterable<readonly [string | number, FailureReason]>, reason: FailureReason) =>
    [...codes]
      .filter(([, other]) => other === reason)
      .map(([code]) => `\`${code}\``)
      .join(', ') || '—'
  const codes = FAILURE_REASONS.map((reason) => row(reason, names(discordCodes(), reason), names(slackCodes(), reason)))
  const page = [
    '# When a chat refuses',
    '',
    'Whatever a chat refuses ends as one of these causes. A test makes this page: it lets every call fail with every cause and',
    'writes down what happened. `npx vitest run tests/services/club/faults.test.ts -u` makes it anew.',
    '',
    row('Cause', 'Discord calls it', 'Slack calls it'),
    row('---', '---', '---'),
    ...codes,
    '',
    'One of two rooms refuses; in all these cases the other room has its posts.',
    '',
    row('What', 'Cause', 'Whoever did it is told', '`/paper club show` tells organisers', 'Then'),
    row('---', '---', '---', '---', '---'),
    ...rows,
    '',
  ].join('\n')
  await expect(page).toMatchFileSnapshot('../../../docs/faults.md')
})
