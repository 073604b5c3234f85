import type { Card } from '../chat/card.ts'

/** The person has to be asked first: what a door answers instead, for them alone. */
export class Asking extends Error {
  readonly card: Card

  constructor(card: Card) {
    super('the person is asked something first')
    this.card = card
  }
}
