/** Follows a feed, so that its papers come into the library by themselves; or lists the feeds that are followed. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Card, Inline, Rich } from '../src/chat/card.ts'
import { followedSentence } from '../src/chat/cards/added.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { paperMenu } from '../src/chat/cards/share.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import { filterTerms } from '../src/club/feed.ts'
import type { FollowedFeed } from '../src/ports/library.ts'

export default defineCommand({
  name: 'follow',
  description: 'Follow a feed of papers, or list and end what is followed',
  answers: 'actor',
  organisers: true,
  costs: 'feed',
  options: {
    feed: { kind: 'text', description: 'Link to an RSS or Atom feed, or to a daily list of papers', max: 1000 },
    only: {
      kind: 'text',
      description: 'Only papers with one of these words, people or categories, by comma',
      max: 500,
    },
    not: { kind: 'text', description: 'No papers with one of these words, people or categories, by comma', max: 500 },
  },
  async run(context, { feed, only, not }) {
    const { library } = context.services
    if (!feed) return feedsCard(context)
    const wanted = { only: filterTerms(only ?? ''), not: filterTerms(not ?? '') }
    const refined = only === undefined && not === undefined ? undefined : await library.refine(feed, wanted)
    if (refined)
      return notice(`Following ${refined.title}`, `From now on: ${wantedLine(refined)} What came in already stays.`)
    const { feed: followed, added, leftOut } = await library.follow(context.caller, feed, wanted)
    return notice(
      `Following ${followed.title}`,
      [followedSentence({ added, leftOut }), isFiltered(followed) ? ` ${wantedLine(followed)}` : ''].join(''),
      ...(added.papers.length > 0 ? [paperMenu(added.papers)] : []),
      { kind: 'buttons', buttons: [{ label: 'Stop following it', action: actionId('follow', 'stop', followed.id) }] },
    )
  },
  actions: {
    stop: { answers: 'update', run: stop },
    choose: { answers: 'update', run: (context, _arg, [id]) => stop(context, id ?? '') },
  },
})

async function stop(context: Context, id: string): Promise<Card> {
  const stopped = await context.services.library.unfollow(id)
  const card = await feedsCard(context)
  if (!stopped) return card
  const said: Rich = [{ bold: stopped.title }, ' is no longer followed. Its papers stay in the library.']
  return { ...card, blocks: [{ kind: 'text', text: said }, ...card.blocks] }
}

async function feedsCard({ services, root }: Context): Promise<Card> {
  const feeds = await services.library.feeds()
  if (feeds.length === 0)
    return notice('Followed feeds', ['None. Follow one with ', { code: `/${root} follow` }, ' and its link.'])
  return { title: 'Followed feeds', blocks: [{ kind: 'list', items: feeds.map(feedLine) }, stopMenu(feeds)] }
}

function isFiltered({ wanted: { only, not } }: FollowedFeed): boolean {
  return only.length + not.length > 0
}

/** Which papers of a feed come in. */
function wantedLine({ wanted: { only, not } }: FollowedFeed): string {
  const parts = [
    only.length > 0 ? `papers with ${only.join(' or ')}` : 'all papers',
    ...(not.length > 0 ? [`but none with ${not.join(' or ')}`] : []),
  ]
  return `${only.length > 0 ? 'only ' : ''}${parts.join(', ')}.`.replace(/^./, (letter) => letter.toUpperCase())
}

function feedLine(feed: FollowedFeed): Rich {
  const line = stateLine(feed)
  return isFiltered(feed) ? [...line, ` ${wantedLine(feed)}`] : line
}

function stateLine({ title, url, failing, newAt, endedAt }: FollowedFeed): Inline[] {
  const name: Inline = { link: url, label: title }
  if (endedAt) return [name, ' is gone for good since ', { time: endedAt, style: 'date' }, ' and not read any more.']
  if (failing) {
    const { since, why } = failing
    return [
      name,
      ' could not be read since ',
      { time: since, style: 'moment' },
      `. ${why} It is tried again by itself.`,
    ]
  }
  return newAt ? [name, ', last new paper ', { time: newAt, style: 'date' }, '.'] : [name, ', nothing new so far.']
}

function stopMenu(feeds: readonly FollowedFeed[]): Block {
  const options = feeds.slice(0, 25).map(({ id, title, url }) => ({ label: title, value: id, hint: url }))
  return {
    kind: 'select',
    select: { action: actionId('follow', 'choose'), placeholder: 'Stop following one', min: 1, max: 1, options },
  }
}
