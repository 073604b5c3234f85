import { list, problem, text } from './checks.ts'
import { type Fields, fieldsOf, listOf, textOf } from './json.ts'
import { LIMITS } from './limits.ts'
import type { Problem } from './refusals.ts'

/** What is wrong with a message's embeds, each for itself and all together. */
export function embedProblems(value: unknown): Problem[] {
  const problems = list('embeds', value, 0, LIMITS.embeds)
  const embeds = listOf(value).map(fieldsOf)
  for (const [index, embed] of embeds.entries()) problems.push(...checkEmbed(`embeds.${index}`, embed))
  if (embeds.reduce((sum, embed) => sum + sizeOf(embed), 0) > LIMITS.embedsTogether) {
    const message = `Embed size exceeds maximum size of ${LIMITS.embedsTogether}`
    problems.push(problem('embeds', 'MAX_EMBED_SIZE_EXCEEDED', message))
  }
  return problems
}

function checkEmbed(path: string, embed: Fields): Problem[] {
  const problems = [
    ...text(`${path}.title`, embed.title, 0, LIMITS.embedTitle),
    ...text(`${path}.description`, embed.description, 0, LIMITS.embedDescription),
    ...text(`${path}.footer.text`, fieldsOf(embed.footer).text, 0, LIMITS.embedFooter),
    ...text(`${path}.author.name`, fieldsOf(embed.author).name, 0, LIMITS.embedAuthor),
    ...list(`${path}.fields`, embed.fields, 0, LIMITS.embedFields),
  ]
  for (const [index, field] of listOf(embed.fields).map(fieldsOf).entries()) {
    problems.push(
      ...text(`${path}.fields.${index}.name`, field.name, 1, LIMITS.embedFieldName),
      ...text(`${path}.fields.${index}.value`, field.value, 1, LIMITS.embedFieldValue),
    )
  }
  return problems
}

function sizeOf(embed: Fields): number {
  const texts = [
    embed.title,
    embed.description,
    fieldsOf(embed.footer).text,
    fieldsOf(embed.author).name,
    ...listOf(embed.fields).flatMap((field) => [fieldsOf(field).name, fieldsOf(field).value]),
  ]
  return texts.reduce<number>((sum, value) => sum + textOf(value).length, 0)
}
