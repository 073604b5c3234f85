import { A_DAY, type Kept, UNTIL_FORGOTTEN, WITH_CLUB } from './table.ts'

/** What is about people. */
export const KEPT_OF_PEOPLE: Kept<
  | 'Votes'
  | 'Comments'
  | 'Commented'
  | 'Discussions'
  | 'Speakers'
  | 'Latest'
  | 'Copies'
  | 'Copied'
  | 'Daily'
  | 'SignsAt'
  | 'Unmirrored'
  | 'Messaged'
  | 'Carrying'
  | 'Seconds'
  | 'Suggestions'
  | 'Ideas'
  | 'Thanked'
  | 'Cast'
  | 'Seconded'
  | 'NominatedAs'
  | 'RefusedAs'
  | 'NotedAs'
  | 'CodedAs'
  | 'LeftAs'
  | 'WithdrawnAs'
  | 'KeptAs'
  | 'SuggestedAs'
  | 'SettledAs'
  | 'Lately'
  | 'Chosen'
  | 'Linkeds'
  | 'LinkCodes'
  | 'Notes'
  | 'AskedFor'
  | 'Typed'
> = {
  Votes: {
    what: 'Votes, one an account and ballot',
    key: 'the account that voted',
    until: UNTIL_FORGOTTEN,
    fields: {
      numbers: 'which papers the account would read, to be counted and to be changed',
      papers: 'the same in votes of earlier versions',
      at: 'when it was cast',
    },
  },
  Comments: {
    what: 'What people write in the thread of a pick',
    key: 'the channel and the message',
    until: 'as long as its club is kept, or until the message is deleted in the chat or its author calls `me forget`',
    fields: {
      'author.account': 'whose comment it is',
      'author.name': 'the name that it is shown with',
      text: 'what was written, for the discussion in every room',
      'prose.kind': 'the same with its markup: whether a line is a heading, a list, a quote or code',
      'prose.depth': 'how far in a list',
      'prose.n': 'its number there',
      'prose.spans.text': 'the words',
      'prose.spans.marks': 'how they are set',
      'prose.spans.link': 'where they lead',
      answers: 'the message that it answers, of which one line is shown with it elsewhere',
      thread: 'where it stands, for a link',
      paper: 'the paper that it speaks of, where each has a thread of its own',
      at: 'when it was written',
      editedAt: 'when it was changed last',
      deletedAt: 'when it was deleted; text and author are gone then',
    },
  },
  Commented: {
    what: 'Which message is a comment of which round',
    key: 'the channel and the message',
    until: WITH_CLUB,
    fields: { club: 'the club', n: 'the round, so that a deletion finds the comment' },
  },
  Discussions: {
    what: 'How much was said on a pick',
    until: WITH_CLUB,
    fields: { comments: 'how many comments stand there', people: 'how many people they are by' },
  },
  Speakers: {
    what: 'Who has commented on a pick, so that people are counted once',
    key: 'the account',
    until: 'as long as a comment of theirs is kept',
    fields: { comments: 'how many of theirs stand there' },
  },
  Latest: {
    what: 'In which order the comments on a pick came',
    key: 'the channel and the message',
    until: 'as long as the comment is kept',
    fields: {},
  },
  Copies: {
    what: 'Where a comment is read besides its own channel',
    key: 'the channels and the message',
    until: 'as long as the comment is kept',
    fields: {
      thread: 'the thread that it is read in',
      original: 'a link to the comment',
      since: 'when it was sent there',
      message: 'the message there, to change or delete it with the comment',
      named: 'whether it bears its author’s name there',
      reactions: 'how often it was answered with which emoji; not by whom',
    },
  },
  Copied: {
    what: 'Which of the bot’s messages show a comment from elsewhere, so that none is taken for a comment itself',
    key: 'the channel and the message',
    until: 'as long as the comment is kept',
    fields: { club: 'the club', n: 'the round', room: 'the comment’s own channel', message: 'the comment' },
  },
  Daily: {
    what: 'Which comments a channel is told of once a day',
    key: 'the channels and the message',
    until: WITH_CLUB,
    fields: {
      at: 'when it was written',
      told: 'by which message; none while it waits',
      talk: 'below which post it was said',
    },
  },
  SignsAt: {
    what: 'How many would talk about a comment or agree with it, told by emoji; never who',
    key: 'the channels and the message',
    until: WITH_CLUB,
    fields: {
      talk: 'how many would talk about it',
      agree: 'how many agree',
      message: 'the message that they answered',
      thread: 'its thread',
      isStale: 'whether it is to be counted again',
      noted: 'how often it was heard that they changed',
    },
  },
  Messaged: {
    what: 'Who wants to be told by a message what concerns them alone',
    key: 'the account',
    until: 'until its owner takes it back in `me show`, or calls `me forget`',
    fields: {},
  },
  Unmirrored: {
    what: 'Who wants their comments to be read in their own channel only',
    key: 'the account',
    until: 'until its owner calls `me mirror on` or `me forget`',
    fields: {},
  },
  Carrying: {
    what: 'Comments that are still to be shown, changed or deleted elsewhere',
    key: 'the channels and the message',
    until: 'until that is done',
    fields: {
      at: 'when it was written',
      attempts: 'how often it was tried',
      notBefore: 'when it is tried again',
      reacted: 'how often it was answered with an emoji meanwhile',
    },
  },
  Seconds: {
    what: 'Who would read a paper',
    until: UNTIL_FORGOTTEN,
    fields: { title: 'the paper', by: 'the accounts, so that each counts once; only their number is shown' },
  },
  Suggestions: {
    what: 'Idea lines that wait for an organiser',
    key: 'a hash of the account',
    until: 'until they are accepted or rejected, or their author calls `me forget`',
    fields: {
      paper: 'the paper',
      line: 'the line',
      name: 'who wrote it, for the organiser who decides',
      by: 'whose it is, to tell them what became of it',
      at: 'when it was suggested',
    },
  },
  Ideas: {
    what: 'Idea lines that were accepted',
    until: 'as long as its club is kept; the name goes when its author calls `me forget`',
    fields: {
      line: 'the line',
      name: 'who wrote it, to be thanked',
      from: 'a hash of the account, so that it can be forgotten',
    },
  },
  Thanked: {
    what: 'Whom the next weekly post thanks for an idea line',
    until: 'until that post; the name goes when its author calls `me forget`',
    fields: {
      name: 'who wrote the line',
      paper: 'the paper',
      title: 'its title',
      from: 'a hash of the account, so that it can be forgotten',
    },
  },
  Linkeds: {
    what: 'Which accounts are one person, so that they count once',
    key: 'the account',
    until: 'until its owner unlinks it, or calls `me forget`',
    fields: { accounts: 'their accounts' },
  },
  Notes: {
    what: 'What became of somebody’s nominations and idea lines, to be told to them alone',
    key: 'the account',
    until: 'until it is told, at their next command or by a message, or they call `me forget`; 60 days at the most',
    fields: {
      shown: 'since when it is on its way to them',
      tried: 'whether a message to them was tried',
      what: 'what became of it',
      title: 'the paper',
      words: 'the idea line, or why an organiser took it off',
      at: 'when',
    },
  },
  LinkCodes: {
    what: 'Codes by which somebody links their accounts; of each only a hash',
    until: 'for a day, or until their owner calls `me forget`',
    fields: {
      account: 'the account that it was made for',
      name: 'what its owner is called, so that whoever uses it sees with whom they link',
      until: 'until when it can be used',
      used: 'whether it was',
    },
  },
  Cast: {
    what: 'What came of a vote, should the chat deliver it twice; not who voted, nor for what',
    until: A_DAY,
    fields: { closed: 'whether the ballot was closed', dropped: 'titles that had left the ballot' },
  },
  Seconded: {
    what: 'What came of “I would read this”, should the chat deliver it twice',
    until: A_DAY,
    fields: { would: 'whether it was said or taken back', count: 'how many would read the paper' },
  },
  NominatedAs: {
    what: 'What came of a nomination, should the chat deliver it twice',
    until: A_DAY,
    fields: { became: 'whether it is on the ballot or waits', number: 'its number there', title: 'the paper' },
  },
  RefusedAs: {
    what: 'Which proposal was refused, should the chat deliver that twice',
    until: A_DAY,
    fields: { title: 'the paper' },
  },
  NotedAs: {
    what: 'What somebody was told of their nominations and lines, should the chat deliver their command twice',
    until: 'for a day, or until they call `me forget`',
    fields: {
      to: 'who was told',
      'notes.what': 'what became of theirs',
      'notes.title': 'the paper',
      'notes.words': 'the line, or the reason that an organiser gave',
      'notes.at': 'when it became so',
      'notes.shown': 'since when it was on its way to them',
      'notes.tried': 'whether a message to them was tried',
      keys: 'by what it is found',
    },
  },
  CodedAs: {
    what: 'That somebody was given a code, should the chat deliver the wish for it twice; not the code',
    until: A_DAY,
    fields: { until: 'until when it can be used' },
  },
  LeftAs: {
    what: 'What became of nominations of a paper that left the library, should the chat deliver it twice',
    until: 'for a day',
    fields: { stood: 'whether it was nominated or on the ballot', told: 'whether somebody is told of it' },
  },
  WithdrawnAs: {
    what: 'What came of a withdrawal, should the chat deliver it twice',
    until: 'for a day, or until whoever nominated it calls `me forget`',
    fields: {
      title: 'the paper',
      own: 'whether it was one’s own nomination',
      'by.account': 'who else had nominated it',
      'by.name': 'what they are called',
      told: 'whether they are told of it',
      stood: 'whether it stood on the ballot',
      proposed: 'whether it was only proposed, and waited for an organiser',
    },
  },
  KeptAs: {
    what: 'What came of keeping a message as a comment, should the chat deliver it twice',
    until: A_DAY,
    fields: {},
  },
  SuggestedAs: {
    what: 'What came of a suggestion, should the chat deliver it twice',
    until: A_DAY,
    fields: { before: 'the line that it took the place of' },
  },
  SettledAs: {
    what: 'What came of an organiser’s decision, should the chat deliver it twice',
    until: 'for a day, or until the line’s author calls `me forget`',
    fields: { id: 'the suggestion', paper: 'the paper', line: 'the line', name: 'who wrote it' },
  },
  Lately: {
    what: 'In which clubs an account did something lately, so that their library answers it in direct messages too',
    key: 'the account',
    until: 'for 180 days without anything done, or until its owner calls `me forget`',
    fields: { clubs: 'the clubs' },
  },
  Chosen: {
    what: 'Which of several clubs answers an account outside the clubs’ channels',
    key: 'the account and the server',
    until: 'for 180 days, or until its owner calls `me forget`',
    fields: { club: 'the club' },
  },
  AskedFor: {
    what: 'What was asked before it was clear of which club',
    key: 'the account',
    until: 'for 15 minutes',
    fields: { command: 'the command', action: 'the button', values: 'what was given with it' },
  },
  Typed: {
    what: 'What was typed into a form that was refused, to be offered again',
    key: 'the account',
    until: 'for an hour, or until its author calls `me forget`',
    fields: { action: 'which form', fields: 'what was typed, by input' },
  },
}
