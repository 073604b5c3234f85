import { A_DAY, type Kept, WITH_CLUB } from './table.ts'

/** What is about clubs and their weeks. */
export const KEPT_OF_CLUBS: Kept<
  | 'Clubs'
  | 'Rooms'
  | 'Rounds'
  | 'Tallies'
  | 'Posts'
  | 'Outgoing'
  | 'Threads'
  | 'Picked'
  | 'Due'
  | 'ReadBack'
  | 'Troubles'
  | 'Told'
  | 'Greetings'
  | 'Done'
  | 'Moved'
  | 'ClosedAs'
  | 'BoundTo'
  | 'Invitations'
  | 'Sealed'
> = {
  Clubs: {
    what: 'Reading groups',
    until: 'until the club is deleted, and seven days more in which that can be taken back',
    fields: {
      id: 'its id',
      name: 'its name',
      digests: 'which of the digests that come with the bot it reads from',
      'schedule.weekday': 'on which day its week turns',
      'schedule.time': 'at which time',
      'schedule.zone': 'in which time zone',
      'schedule.calendar.rule': 'on which days it meets',
      'schedule.calendar.from': 'from which day on',
      'schedule.calendar.until': 'until which day',
      'schedule.calendar.breaks.from': 'when a break begins',
      'schedule.calendar.breaks.to': 'when it ends',
      'schedule.calendar.breaks.reason': 'why there is one',
      'schedule.calendar.exceptions.kind': 'days that were moved, cancelled or added',
      'schedule.calendar.exceptions.day': 'which day',
      'schedule.calendar.exceptions.to': 'the day that it was moved to',
      'schedule.calendar.exceptions.time': 'at which time',
      'schedule.calendar.exceptions.reason': 'why it was cancelled',
      'schedule.lead': 'how long before a meeting its paper stands',
      place: 'where it meets',
      reminders: 'when it is reminded of a meeting',
      ballotSize: 'how many papers a ballot has',
      waits: 'for how many ballots a nomination waits',
      organisers: 'the accounts that may change the club',
      names: 'what organisers are called; theirs goes when they call `me forget`',
      rooms: 'its channels',
      told: 'how often its channels were told something',
      voting: 'which round is voting',
      reading: 'which round is being read',
      nextPick: 'when the ballot closes',
      paused: 'since when it has paused',
      'ending.since': 'since when it is deleted',
      'ending.until': 'when all of it is erased',
      'ending.paused': 'whether it had paused before',
    },
  },
  Rooms: { what: 'Which channel belongs to which club', until: WITH_CLUB, fields: { club: 'the club' } },
  Rounds: {
    what: 'Weeks: the ballot, what was picked and why',
    until: 'as long as its club is kept; names and reasons go when their author calls `me forget`',
    fields: {
      club: 'the club',
      n: 'its number',
      state: 'how far it has come',
      'candidates.number': 'a paper’s number on the ballot',
      'candidates.paper': 'the paper',
      'candidates.title': 'its title',
      'candidates.nomination.by': 'the account that nominated it',
      'candidates.nomination.name': 'the name that the nomination is shown with',
      'candidates.nomination.reason': 'the reason that was given',
      'candidates.nomination.at': 'when it was nominated',
      'candidates.nomination.lost': 'on how many ballots it has stood',
      'candidates.wanted': 'whether anybody ever voted for it',
      'queue.number': 'the same of papers that wait for a ballot',
      'queue.paper': 'the paper',
      'queue.title': 'its title',
      'queue.nomination.by': 'the account that nominated it',
      'queue.nomination.name': 'the name that the nomination is shown with',
      'queue.nomination.reason': 'the reason that was given',
      'queue.nomination.at': 'when it was nominated',
      'queue.nomination.lost': 'on how many ballots it has stood',
      'queue.wanted': 'whether anybody ever voted for it',
      next: 'the number of the next paper',
      'gone.number': 'papers that have left the ballot',
      'gone.title': 'their titles',
      former: 'which papers are from an earlier version of the bot',
      openedAt: 'when the ballot opened',
      skipped: 'which picks organisers skipped',
      'unvoted.times': 'how often nobody had voted',
      'unvoted.at': 'when that was so last',
      closedAt: 'when the ballot closed',
      lateSince: 'when it should have closed, if it was late',
      'meets.at': 'when the pick is talked about',
      'meets.place': 'where',
      'meets.cancelled.reason': 'why that meeting was cancelled',
      'tally.voters': 'how many voted; never who',
      'tally.approvals': 'how many votes each paper had',
      'pick.paper': 'the paper that was chosen',
      'pick.title': 'its title',
      'pick.approvals': 'how many votes it had',
      'pick.rule': 'which rule decided',
      'pick.before': 'the runner-up',
      'feeds.title': 'what followed feeds brought that week',
      'feeds.kind': 'whether they brought anything',
      'feeds.papers': 'how many papers',
      'feeds.since': 'since when a feed could not be read',
      'feeds.again': 'whether it can be read again',
      'thanks.name': 'whose idea lines were accepted',
      'thanks.paper': 'of which paper',
      'thanks.title': 'its title',
      'thanks.from': 'a hash of the account, so that it can be forgotten',
      'returning.name': 'whose nominations come again',
      'returning.title': 'their titles',
      'retired.name': 'whose nominations have lost too often',
      'retired.title': 'their titles',
    },
  },
  Tallies: {
    what: 'How the votes on an open ballot stand; never who voted',
    until: 'until the ballot has closed',
    fields: { voters: 'how many voted', approvals: 'how many votes each paper had' },
  },
  Posts: {
    what: 'Where the bot’s own posts stand',
    until: WITH_CLUB,
    fields: {
      room: 'the channel',
      message: 'the message',
      thread: 'its thread',
      copies: 'how often it was deleted and posted again',
      threadless: 'why its thread could not be opened',
    },
  },
  Outgoing: {
    what: 'Posts that are still to be sent',
    until: 'until they are sent',
    fields: {
      club: 'the club',
      n: 'the round',
      room: 'the channel',
      kind: 'what is posted',
      since: 'when sending began',
      message: 'the message, once it is sent',
      attempts: 'how often it was tried',
      notBefore: 'when it is tried again',
      'failed.reason': 'why it was refused',
      'failed.lacking': 'the permission that lacks',
      copies: 'how often it was deleted before',
      'news.what': 'what the channel is told besides the weeks',
      'news.place': 'of which other channel',
      'news.at': 'until when',
    },
  },
  Threads: {
    what: 'Which thread belongs to which round',
    until: WITH_CLUB,
    fields: { club: 'the club', n: 'the round' },
  },
  Picked: {
    what: 'Which paper was read in which round',
    until: WITH_CLUB,
    fields: { club: 'the club', n: 'the round' },
  },
  Due: { what: 'When a club’s week turns', until: 'until it has turned', fields: { club: 'the club' } },
  ReadBack: {
    what: 'How far the threads have been read back after the bot was away',
    until: WITH_CLUB,
    fields: { n: 'the round' },
  },
  Troubles: {
    what: 'What went wrong and waits for an organiser',
    until: 'until it is mended',
    fields: { at: 'when', sentence: 'what', room: 'in which channel' },
  },
  Greetings: {
    what: 'Where the bot was asked in and has to say hello, or has said it',
    until: 'for a day after it was said, 30 days where it could not be',
    fields: { room: 'the channel', state: 'whether it was said', at: 'since when' },
  },
  Told: { what: 'What the clocks of the bot’s own processes say', until: A_DAY, fields: { now: 'the time' } },
  Done: { what: 'That something was done, should the chat deliver it twice', until: A_DAY, fields: {} },
  Moved: {
    what: 'What came of skipping a pick, should the chat deliver it twice',
    until: A_DAY,
    fields: { done: 'whether it was skipped', next: 'when the next pick comes' },
  },
  BoundTo: {
    what: 'Which club a channel has come to, should the chat deliver the wish twice',
    until: A_DAY,
    fields: { club: 'the club' },
  },
  Invitations: {
    what: 'Invitations by which another channel may join a club; of their codes only a hash',
    until: A_DAY,
    fields: { club: 'the club', until: 'until when it can be used', used: 'whether it was' },
  },
  Sealed: {
    what: 'Access to workspaces that added the bot',
    key: 'the workspace or organisation',
    until: 'until the bot is taken out of it',
    fields: {
      by: 'which key it is encrypted with',
      text: 'encrypted: the bot’s token there, what it may do, the workspace’s name, and the account that added the bot',
    },
  },
  ClosedAs: { what: 'What came of closing a ballot, should the chat deliver it twice', until: A_DAY, fields: {} },
}
