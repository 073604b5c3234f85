/** Follows a feed, so that its papers come into the library by themselves; or lists the feeds that are followed. */
import { actionId } from '../src/chat/action.ts'
import type { Block, Card, Rich } from '../src/chat/card.ts'
import { notice, plural } from '../src/chat/cards/notice.ts'
import { type Context, defineCommand } from '../src/chat/command.ts'
import type { FollowedFeed } from '../src/club/services.ts'

export default defineCommand({
  name: 'follow',
  description: 'Follow a feed of papers, or list and end what is followed',
  answers: 'actor',
  organisers: true,
  options: {
    feed: { kind: 'text', description: 'Link to an RSS or Atom feed, or to a daily list of papers', max: 1000 },
  },
  async run(context, { feed }) {
    if (!feed) return feedsCard(context)
    const { feed: followed, added } = await context.services.library.follow(context.caller, feed)
    const said = `${plural(added.papers.length, 'paper')} came in at once. It is read four times a day; the weekly pick tells what it brought.`
    return notice(`Following ${followed.title}`, said, { kind: 'buttons', buttons: [unfollowButton(followed)] })
  },
  actions: {
    stop: {
      answers: 'update',
      async run(context, id) {
        await context.services.club.requireOrganiser(context.caller)
        await context.services.library.unfollow(id)
        return feedsCard(context)
      },
    },
  },
})

async function feedsCard({ services, root }: Context): Promise<Card> {
  const feeds = await services.library.feeds()
  if (feeds.length === 0) return notice('Followed feeds', `None yet. Follow one with /${root} follow and its link.`)
  const blocks = feeds.flatMap((feed): Block[] => [
    { kind: 'text', text: [{ bold: feed.title }, ...standing(feed)] },
    { kind: 'buttons', buttons: [unfollowButton(feed)] },
  ])
  return { title: 'Followed feeds', blocks }
}

function standing({ failedSince, newAt }: FollowedFeed): Extract<Rich, unknown[]> {
  if (failedSince)
    return [' could not be read since ', { time: failedSince, style: 'moment' }, '; it is tried again by itself.']
  return newAt ? [', last new paper ', { time: newAt, style: 'date' }, '.'] : [', nothing new so far.']
}

function unfollowButton({ id, title }: FollowedFeed) {
  return { label: `Stop following ${title}`.slice(0, 75), action: actionId('follow', 'stop', id) }
}
