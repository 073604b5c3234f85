import type { Fields } from './fields.ts'

/** A call that is refused: Slack's error code and whatever else its answer says. */
export class Refusal extends Error {
  readonly code: string
  readonly extra: Fields

  constructor(code: string, extra: Fields = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.extra = extra
  }
}

/** A refusal that lists what is wrong, `[ERROR] missing required field: text [json-pointer:/blocks/0]`. */
export function refusalOf(code: string, problems: string[]): Refusal {
  return new Refusal(code, {
    errors: problems.map((problem) => problem.replace('[ERROR] ', '')),
    response_metadata: { messages: problems },
  })
}
