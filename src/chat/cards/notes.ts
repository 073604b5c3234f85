/** What concerns the caller alone, above the answer to their next command. */
import type { Note } from '../../club/note.ts'
import { actionId } from '../action.ts'
import type { Card, Rich } from '../card.ts'
import { divider, notice } from './notice.ts'

export function withNotes(card: Card, notes: readonly Note[]): Card {
  if (notes.length === 0) return card
  return { ...card, blocks: [{ kind: 'list', items: notes.map(noteText) }, divider, ...card.blocks] }
}

/** What somebody is told alone once they wish that. `key` marks it. */
export function messagedCard(key: string): Card {
  return notice(
    'From now on',
    'What becomes of your nominations and idea lines is told here. Only you get these messages.',
    { kind: 'buttons', buttons: [{ label: 'No such messages', action: actionId('me show', 'quiet', key) }] },
  )
}

/** The same as a message of its own. `key` marks it. */
export function notesCard(notes: readonly Note[], key: string): Card {
  return notice(
    'What became of it',
    'Only you get this message.',
    { kind: 'list', items: notes.map(noteText) },
    { kind: 'buttons', buttons: [{ label: 'No such messages', action: actionId('me show', 'quiet', key) }] },
  )
}

function noteText({ what, title, words }: Note): Rich {
  const paper = { bold: title }
  switch (what) {
    case 'picked':
      return ['Your nomination was picked: ', paper, ' is the paper of the week.']
    case 'picked beside':
      return ['Your nomination was picked to be read as well: ', paper, '.']
    case 'returns':
      return ['Your nomination was not picked, and is on the next ballot: ', paper, '.']
    case 'stays':
      return ['Your nomination was not picked, and waits for a later ballot: ', paper, '.']
    case 'retired':
      return ['Your nomination was not picked, and waits no longer: ', paper, '. Nominate it again if you like.']
    case 'moved up':
      return ['Your nomination is on the ballot now: ', paper, '.']
    case 'taken off':
      return ['An organiser withdrew your nomination: ', paper, why(words)]
    case 'replaced':
      return ['An organiser took your nomination back as the paper of the week: ', paper, why(words)]
    case 'accepted':
      return ['Your idea line for ', paper, ' was accepted: ', { italic: words ?? '' }]
    case 'rejected':
      return ['Your idea line for ', paper, ' was not taken: ', { italic: words ?? '' }]
    case 'no messages':
      return `A message to you alone was refused, so such messages are switched off. ${REMEDY} “me show”.`
    case 'no reminders':
      return ['Your reminder to vote in ', paper, ` was refused, so it is switched off. ${REMEDY} “vote”.`]
  }
}

const REMEDY = 'Allow direct messages, or write to the bot first, and switch them on again with'

function why(reason: string | null): string {
  return reason ? `: “${reason}”.` : '.'
}
