import { A_DAY, type Kept, WITH_CLUB } from './table.ts'

const ADDED = {
  format: 'the format',
  title: 'the title',
  papers: 'the papers',
  known: 'how many were known',
  changed: 'how many were changed',
  'problems.file': 'the file in which something could not be read',
  'problems.line': 'the line',
  'problems.message': 'why',
  'unread.line': 'the line of what was not read as an entry',
  'unread.text': 'what stands there',
}

/** What is about papers: published facts, as the digests and pages say them that a club added. */
export const KEPT_OF_PAPERS: Kept<
  | 'Additions'
  | 'Entries'
  | 'Versions'
  | 'Rulings'
  | 'Feeds'
  | 'LeftOut'
  | 'Arrivals'
  | 'KnownAs'
  | 'AddedAs'
  | 'BroughtAs'
  | 'FollowedAs'
  | 'UnfollowedAs'
  | 'RemovedAs'
> = {
  Additions: {
    what: 'Digests, lists and single papers that a club added',
    until: 'as long as its club is kept, or until an organiser removes it',
    fields: {
      id: 'its id',
      title: 'its title',
      publication: 'the publication',
      issue: 'the issue',
      'period.from': 'the first day that it covers',
      'period.to': 'the last day',
      source: 'the address or file that it came from',
      opening: 'its opening words',
      'definitions.term': 'terms that it defines',
      'definitions.meaning': 'what they mean',
      'news.text': 'its news',
      'news.likes': 'how many liked them',
      comments: 'its own remarks',
      closing: 'its closing words',
      next: 'the place of the next paper',
      version: 'which state it is in',
    },
  },
  Entries: {
    what: 'Papers that a club added',
    until: 'as long as its club is kept, or until an organiser removes it',
    fields: {
      'paper.title': 'the title',
      'paper.idea': 'the idea in one line',
      'paper.abstract': 'the abstract',
      'paper.authors': 'who wrote the paper',
      'paper.authorsCount': 'how many they are',
      'paper.andOthers': 'whether there are more',
      'paper.affiliations': 'where they work',
      'paper.venue.name': 'where it appeared',
      'paper.venue.volume': 'in which volume',
      'paper.venue.number': 'in which issue of it',
      'paper.venue.pages': 'on which pages',
      'paper.picture.url': 'the address of a picture of it',
      'paper.picture.alt': 'what that shows',
      'paper.date': 'when it was published',
      'paper.link': 'its link',
      'paper.arxivId': 'its number in arXiv',
      'paper.doi': 'its DOI',
      'paper.likes': 'how many liked it at its source',
      'paper.upvotes': 'how many voted for it there',
      'paper.comments': 'how many commented on it there',
      'paper.tags': 'its tags',
      'paper.pick': 'whether its source picked it',
      'paper.reviewed': 'whether its source describes it',
      'paper.remarks': 'what its source says of it',
      'paper.guid': 'what its feed calls it',
      'paper.replaces': 'whether it is a later version',
      picked: 'the idea line taken from the abstract',
      n: 'its place in the list',
      was: 'its id before its title was corrected',
      'edited.title': 'the title as an organiser corrected it',
      'edited.link': 'the link as corrected',
      'edited.authors': 'the authors as corrected',
      'edited.authorsCount': 'their number as corrected',
      'edited.andOthers': 'whether there are more, as corrected',
      'edited.date': 'the date as corrected',
      'edited.arxivId': 'the arXiv number as corrected',
      'edited.doi': 'the DOI as corrected',
    },
  },
  Rulings: {
    what: 'Which papers organisers merged or parted',
    until: WITH_CLUB,
    fields: { work: 'which entries are of one paper', was: 'the id that the paper had before' },
  },
  Versions: {
    what: 'How often a club’s library has changed',
    until: WITH_CLUB,
    fields: { version: 'how often', mark: 'which state it is in' },
  },
  Feeds: {
    what: 'Feeds that a club follows',
    until: 'until the club follows it no more',
    fields: {
      url: 'its address',
      title: 'its title',
      format: 'how it is read',
      digest: 'where its papers gather',
      'wanted.only': 'which of its papers are wanted',
      'wanted.not': 'which of them are not',
      'validators.etag': 'to ask whether it has changed',
      'validators.lastModified': 'the same',
      nextAt: 'when it is read next',
      'failing.since': 'since when it cannot be read',
      'failing.times': 'how often it was tried',
      'failing.why': 'why',
      newAt: 'when it had something new last',
      endedAt: 'when it ended',
      fresh: 'how many papers are new',
      told: 'what the club was told last',
    },
  },
  LeftOut: {
    what: 'What a long feed had already when it was followed first',
    until: 'until the club follows it no more',
    fields: { names: 'names of its entries' },
  },
  Arrivals: {
    what: 'When papers came into a club’s library',
    until: 'for about 100 days',
    fields: { papers: 'the papers' },
  },
  KnownAs: {
    what: 'Papers that a library had before others came in, should the chat deliver that twice',
    until: A_DAY,
    fields: {},
  },
  AddedAs: { what: 'What an addition brought, should the chat deliver it twice', until: A_DAY, fields: ADDED },
  BroughtAs: {
    what: 'Which paper somebody brought, should the chat deliver it twice',
    until: A_DAY,
    fields: { paper: 'the paper', isNew: 'whether the library had it not before' },
  },
  FollowedAs: {
    what: 'What came of following a feed, should the chat deliver it twice',
    until: A_DAY,
    fields: { ...ADDED, feed: 'the feed', leftOut: 'how many older papers were left out' },
  },
  RemovedAs: {
    what: 'Which paper was taken out, should the chat deliver it twice',
    until: A_DAY,
    fields: { title: 'its title', stays: 'whether a shipped digest has it as well' },
  },
  UnfollowedAs: {
    what: 'Which feed was ended, should the chat deliver it twice',
    until: A_DAY,
    fields: { title: 'its title' },
  },
}
