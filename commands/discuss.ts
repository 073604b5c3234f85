/** Shows the latest comments on a pick from both chats, with links to jump there. */

import type { Card } from '../src/chat/card.ts'
import { howItWas, linkForm } from '../src/chat/cards/afterwards.ts'
import { commentBlocks, withEarlier } from '../src/chat/cards/comments.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { shareButton, sharing } from '../src/chat/cards/share.ts'
import { threadLinks } from '../src/chat/cards/threads.ts'
import { untilThen } from '../src/chat/cards/until-then.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { UserError } from '../src/club/errors.ts'
import { type Talk, talkOfPostKey } from '../src/club/keys.ts'
import { linksFrom } from '../src/club/plan-words.ts'
import type { Pick as PickOf, Round } from '../src/club/round.ts'
import { SIGNS } from '../src/club/signs.ts'
import { isTalkedApart, paperOf, talksHeld } from '../src/club/talk.ts'
import { QUESTIONS } from '../src/club/verdict.ts'

const SHOWN = 8

export default defineCommand({
  name: 'discuss',
  description: 'Show the latest comments on the paper of the week, or on an earlier pick',
  answers: 'actor',
  reach: 'room',
  options: { paper: { kind: 'paper', description: 'An earlier pick, by its title' } },
  run: (context, { paper }) => discussCard(context, paper?.id ?? ''),
  actions: {
    open: { answers: 'actor', run: discussCard },
    /** Arg: the key of the post of the paper. */
    talk: { answers: 'actor', run: (context, key) => postCard(context, key, talkOfPostKey(key)) },
    /** Arg: the key of a post of the meeting. */
    all: { answers: 'actor', run: (context, key) => postCard(context, key, null) },
    /** Arg: the key of the post that it stands on. */
    latest: { answers: 'actor', run: (context) => discussCard(context, '') },
    share: sharing(discussCard),
    /** Arg: the key of a post, here as below. */
    how: { answers: 'actor', run: howCard },
    /** Arg: also which question, and what is answered to it. */
    judge: { answers: 'actor', run: judge },
    link: { answers: 'form', empty: linkForm, run: async (_context, key) => linkForm(key) },
  },
  forms: {
    link: {
      answers: 'actor',
      check: ({ fields: { address = '' } }): Record<string, string> =>
        linkFrom('link', address) ? {} : { address: 'Write a web address, such as https://example.org/slides.pdf.' },
      async run({ services }, key, { fields: { what = 'link', address = '' } }) {
        const link = linkFrom(what, address)
        if (!link) throw new UserError('bad-option', 'That is no web address. Nothing was added.')
        await services.discussion.addLink(key, link)
        return notice('Added', [{ link: link.url, label: link.what }, ' now stands on the post of the meeting.'])
      },
    },
  },
  message: {
    label: 'Add to the discussion',
    description: "Keep this message as a comment on this week's paper",
    answers: 'actor',
    async run({ services }, { ref, thread, author, text: words, files, at }) {
      const text = words.trim() || files.map(({ name }) => `[${name}]`).join(' ')
      if (text === '') return notice('Nothing to add', 'That message has no text.')
      const added = await services.discussion.keep({ ...ref, thread, author, text, at })
      return added
        ? notice('Added', "That message now stands in the discussion of this week's paper.")
        : notice('There already', 'That message stands in the discussion already.')
    },
  },
})

async function howCard({ services }: Context, key: string): Promise<Card> {
  const { round } = await services.rounds.byKey(key)
  return howItWas(round.pick?.title ?? '', await services.discussion.verdicts(round), key)
}

async function judge({ services, caller }: Context, arg: string): Promise<Card> {
  const [key = '', question = '', answer = ''] = arg.split('/')
  const asked = QUESTIONS.find((one) => one === question)
  const { round } = await services.rounds.byKey(key)
  if (!asked || !round.pick) throw new UserError('not-found', 'That question is not asked any more.')
  const { verdicts } = await services.discussion.judge(caller, key, asked, answer === 'yes')
  return howItWas(round.pick.title, verdicts, key)
}

function linkFrom(what: string, address: string): { what: string; url: string } | null {
  const [link, ...more] = linksFrom(`${what} ${address.trim()}`) ?? []
  return link && more.length === 0 ? link : null
}

async function discussCard(context: Context, paper: string): Promise<Card> {
  const { rounds, catalogue } = context.services
  const round = paper ? await rounds.ofPaper(paper) : (await rounds.reading())?.round
  const title = paper ? (await catalogue.get(paper))?.title : undefined
  if (!round?.pick) return notReadYet(context.services, title, context.root)
  const only = isTalkedApart(round) && title ? { paper, title } : null
  const share = only?.paper ?? (isTalkedApart(round) ? '' : round.pick.paper)
  return talkedOf(context, { ...round, pick: round.pick }, only, share)
}

/** `talk`: of the paper of that alone; null: of the whole meeting, and so where that paper is not read any more. */
async function postCard(context: Context, key: string, talk: Talk | null): Promise<Card> {
  const { round } = await context.services.rounds.byKey(key)
  if (!round.pick) throw new UserError('not-found', 'That is not read any more. `week` shows the paper of the week.')
  const only = talk && paperOf(round, talk)
  return talkedOf(context, { ...round, pick: round.pick }, only, only?.paper ?? null)
}

/** `only`: the one paper that is asked for, where papers are talked of apart. `share`: what is shared; null: nothing. */
async function talkedOf(
  { services: { rounds, discussion } }: Context,
  round: Round & { pick: PickOf },
  only: { paper: string; title: string } | null,
  share: string | null,
): Promise<Card> {
  const talks = only ? talksHeld(round).filter((talk) => paperOf(round, talk)?.title === only.title) : undefined
  const [{ comments, total, people }, jump] = await Promise.all([
    discussion.toTalkAbout(round, SHOWN, only?.paper),
    threadLinks(rounds, round, 'Thread', talks),
  ])
  const wanted = comments.filter(({ signs }) => (signs?.talk ?? 0) > 0).length
  const first = wanted > 0 ? ` First what people want to talk about, with ${SIGNS.talk}.` : ''
  const shown = comments.length < total ? ` The latest ${comments.length}:` : ''
  const isAll = only === null && isTalkedApart(round)
  const of = isAll ? ` on the ${round.also.length + 1} papers of the meeting` : ''
  const earlier = only ? '' : withEarlier(round)
  const count =
    total === 0
      ? 'Nobody has said anything yet: be the first.'
      : `${plural(total, 'comment')} by ${plural(people, 'person', 'people')}${of}${earlier}.${first || shown}`
  return {
    title: `Discussion: ${only?.title ?? round.pick.title}`,
    blocks: [
      { kind: 'text', text: count },
      ...commentBlocks(comments),
      ...jump,
      ...(share === null ? [] : [{ kind: 'buttons' as const, buttons: shareButton('discuss', share) }]),
    ],
  }
}

async function notReadYet({ rounds }: Context['services'], title: string | undefined, root: string): Promise<Card> {
  if (title) return notice('Not read yet', `This club has not read “${title}”. Nominate it with /${root} nominate.`)
  return notice('Nothing to discuss yet', `The first pick is still to come. ${untilThen(await rounds.voting(), root)}`)
}
