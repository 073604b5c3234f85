import { all, also, byType, flag, object, oneOf, type Rule, string } from './schema.ts'

/** The small objects that blocks and elements are made of, with Slack's limits. */
export function plainText(max: number): Rule {
  return object({ type: oneOf('plain_text'), text: string({ max }) }, { emoji: flag })
}

export function anyText(max: number): Rule {
  return byType({
    plain_text: object({ text: string({ max }) }, { emoji: flag }),
    mrkdwn: object({ text: string({ max }) }, { verbatim: flag }),
  })
}

export const confirm = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
)

export const option = object({ text: plainText(75), value: string({ max: 150 }) }, { description: plainText(75) })

/** The address of a picture, which Slack fetches before it takes the blocks: nothing answers at one of nobody's. */
export const fetched: Rule = (value, at, tell) => {
  string({ max: 3000 })(value, at, tell)
  const url = typeof value === 'string' && URL.canParse(value) ? new URL(value) : null
  const isThere =
    url !== null && /^https?:$/.test(url.protocol) && !/(?:\.invalid|^localhost|^[\d.]+)$/.test(url.hostname)
  if (!isThere) tell('downloading image failed', at)
}

/** A picture by its address. */
export const pictured = all(
  object({ alt_text: string({ max: 2000 }) }, { image_url: fetched }),
  also(({ image_url: url }) => (url === undefined ? 'missing required field: image_url' : undefined)),
)
