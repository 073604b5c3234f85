/** How answers outside a club's rooms say whose they are, and how it is asked which club is meant. */
import type { NamedClub, Place } from '../../ports/club.ts'
import { actionId } from '../action.ts'
import type { Block, Card, Inline, Rich } from '../card.ts'
import { notice } from './notice.ts'

/** `token`: by which what was asked is found again; empty where nothing waits. */
export function whichClubCard(clubs: readonly NamedClub[], token: string): Card {
  const then = token === '' ? '' : ' What you asked is answered then.'
  const menu = clubMenu(clubs, null, token)
  return notice('Which reading group?', `Several are here. Choose the one that shall answer you.${then}`, menu)
}

/** `chosen`: the one that answers now. `token`: as above. */
export function clubMenu(clubs: readonly NamedClub[], chosen: string | null = null, token = ''): Block {
  const options = clubs.map(({ id, name, room }) => ({
    label: name,
    value: id,
    ...(room && { hint: room.label }),
    ...(id === chosen && { selected: true }),
  }))
  const action = actionId('club choose', 'pick', token)
  return { kind: 'select', select: { action, placeholder: 'Choose a reading group', min: 1, max: 1, options } }
}

/** `startable`: whether clubs are started in the chat. */
export function withPlace(card: Card, place: Place, { root, startable }: { root: string; startable: boolean }): Card {
  const line = lineOf(place, root, startable)
  if (!line) return card
  return { ...card, footer: card.footer ? [...[card.footer].flat(), ' · ', ...line] : line }
}

function lineOf(place: Place, root: string, startable: boolean): Inline[] | null {
  switch (place.kind) {
    case 'room':
    case 'several':
      return null
    case 'near': {
      const others: Inline[] = place.isOneOfSeveral ? [' · Another one: ', { code: `/${root} club choose` }] : []
      return ['From ', ...[nameOf(place.club)].flat(), ...others]
    }
    case 'none':
      if (place.direct)
        return [
          'Call ',
          { code: `/${root} week` },
          ' once in your reading group’s channel: from then on it answers you here too.',
        ]
      return startable ? ['No reading group is here yet. Start one: ', { code: `/${root} club start` }] : null
  }
}

/** With a link to its room. */
function nameOf({ name, room }: NamedClub): Rich {
  return room ? [{ bold: name }, ', ', { link: room.url, label: room.label }] : { bold: name }
}

/** What a club that was chosen is called, and where it lives. */
export function chosenCard({ name, room }: NamedClub): Card {
  const more: Block[] = room ? [{ kind: 'link', url: room.url, label: room.label }] : []
  return notice(`${name} answers you here`, 'From now on, until you choose another one. Please ask again.', ...more)
}
