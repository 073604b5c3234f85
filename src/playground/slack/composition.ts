import { all, also, byType, flag, list, object, oneOf, type Rule, string } from './schema.ts'

/** The small objects that blocks and elements are made of, with Slack's limits. */
export function plainText(max: number, min = 1): Rule {
  return object({ type: oneOf('plain_text'), text: string({ min, max }) }, { emoji: flag })
}

function mrkdwn(max: number): Rule {
  return object({ type: oneOf('mrkdwn'), text: string({ max }) }, { verbatim: flag })
}

export function anyText(max: number): Rule {
  return byType({ plain_text: plainText(max), mrkdwn: mrkdwn(max) })
}

export const confirm = object(
  { title: plainText(100), text: anyText(300), confirm: plainText(30), deny: plainText(30) },
  { style: oneOf('primary', 'danger') },
)

export const option = object(
  { text: plainText(75), value: string({ max: 150 }) },
  { description: plainText(75), url: string({ max: 3000 }) },
)

/** Checkboxes and radio buttons take marked-up options. */
export const richOption = object({ text: anyText(75), value: string({ max: 150 }) }, { description: anyText(75) })

export const optionGroup = object({ label: plainText(75), options: list(option, { max: 100 }) })

export const slackFile = all(
  object({}, { id: string(), url: string() }),
  also((file) => (file.id === undefined && file.url === undefined ? 'missing required field: id' : undefined)),
)
