/** Something a person did that they can put right. `message` is a whole sentence that says what to do next; `links`: where to. */
export class UserError extends Error {
  readonly code: string
  readonly links: readonly { label: string; url: string }[]

  constructor(code: string, sentence: string, links: UserError['links'] = []) {
    super(sentence)
    this.name = 'UserError'
    this.code = code
    this.links = links
  }
}

/** Trouble of our own, in a sentence on what cannot be reached. `lost` says whether the person did something that was not kept. */
export class Unavailable extends Error {
  readonly lost: boolean

  constructor(sentence: string, options: { lost: boolean; cause?: unknown }) {
    super(sentence, { cause: options.cause })
    this.name = 'Unavailable'
    this.lost = options.lost
  }
}
