/** How a group chooses what it reads, as people are asked. */
import { WAY_WORDS } from '../../club/choosing/way-name.ts'
import { type Club, type ClubChanges, Way } from '../../club/club.ts'
import type { Input } from '../card.ts'

/** The ways that are asked about; the others are for who looks for them. */
const ASKED: readonly Way[] = ['vote', 'presenter', 'sequence', 'organiser']

/** `way`: as it is. */
export function wayInput(way: Way): Input {
  const asked = ASKED.includes(way) ? ASKED : [...ASKED, way]
  return {
    kind: 'choice',
    name: 'way',
    label: 'How does your group choose?',
    required: true,
    value: way,
    choices: asked.map((one) => ({ label: capital(WAY_WORDS[one]), value: one })),
  }
}

/** What follows from the answer: where who presents chooses, somebody presents. */
export function presetOf(answer: string | undefined, rota?: Club['rota']): Pick<ClubChanges, 'way' | 'rota'> {
  const way = Way.safeParse(answer).data
  return { way, ...(way === 'presenter' && rota?.how === 'none' ? { rota: { how: 'volunteers' } } : {}) }
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1)
}
