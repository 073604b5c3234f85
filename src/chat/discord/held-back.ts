/** Something is not sent, since it is not time yet: the bot holds itself back, Discord was not asked. */
export class HeldBack extends Error {
  override name = 'HeldBack'
  /** Milliseconds until it may be sent. */
  readonly retryAfter: number

  constructor(why: string, retryAfter: number) {
    super(why)
    this.retryAfter = retryAfter
  }
}

/** An answer, as far as limits are concerned. */
export interface Limited {
  status: number
  headers: { get(name: string): string | null }
}
