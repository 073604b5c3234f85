/** Lists every command, or explains one. */

import type { Block, Card, Inline, Rich } from '../src/chat/card.ts'
import { notice } from '../src/chat/cards/notice.ts'
import { type About, type Command, type Context, defineCommand, type MessageHandler } from '../src/chat/command.ts'
import { optionHelp, usage } from '../src/chat/usage.ts'

export default defineCommand({
  name: 'help',
  description: 'List the commands, or explain one',
  answers: 'actor',
  reach: 'anywhere',
  options: { command: { kind: 'text', description: 'The command to explain', max: 40, complete: 'command' } },
  run: async (context, { command }) => (command ? explain(context, command) : list(context)),
  actions: { open: { answers: 'actor', run: async (context) => list(context) } },
})

function list({ commands, root, about }: Context): Card {
  const items = commands
    .filter(({ organisers }) => !organisers)
    .toSorted((a, b) => placeOf(a) - placeOf(b))
    .map(({ name, description }) => [{ code: `/${root} ${name}` }, ` ${description}`])
  // With what each does the list would be longer than a message may be.
  const forOrganisers = commands
    .filter(({ organisers }) => organisers)
    .flatMap(({ name }, index): Inline[] => [index === 0 ? '' : ', ', { code: name }])
  return {
    title: `What /${root} can do`,
    blocks: [
      { kind: 'list', items },
      ...aboutBlocks(about),
      { kind: 'text', text: [{ bold: 'For organisers' }] },
      { kind: 'text', text: forOrganisers },
      { kind: 'text', text: ['What each does, and its options: ', { code: `/${root} help club set` }] },
      { kind: 'text', text: [{ bold: 'In the menu of a message' }] },
      { kind: 'list', items: commands.flatMap(({ message }) => (message ? [menuLine(message)] : [])) },
    ],
    footer: 'Answers are for you alone; most have a button that shares them with the room.',
  }
}

/** What members need most comes first, and what begins with “club” last. */
const FIRST = ['week', 'vote', 'nominate', 'discuss', 'meeting show', 'meeting take', 'find', 'add']

function placeOf({ name }: Pick<Command, 'name'>): number {
  const at = FIRST.indexOf(name)
  return at >= 0 ? at : FIRST.length + (name.startsWith('club ') ? 1 : 0)
}

/** Who runs the bot, its pages, and how it is added elsewhere. */
function aboutBlocks({ contact, links }: About): Block[] {
  const address: Rich = contact && URL.canParse(contact) ? { link: contact, label: contact } : (contact ?? '')
  const items: Rich[] = [
    ...(contact ? [['Questions about this bot go to ', address].flat()] : []),
    ...links.map(({ label, url }): Rich => ({ link: url, label })),
  ]
  return items.length > 0
    ? [
        { kind: 'text', text: [{ bold: 'This bot' }] },
        { kind: 'list', items },
      ]
    : []
}

function menuLine({ label, description }: MessageHandler): Rich {
  return [{ bold: label }, ` ${description}`]
}

/** A word that several commands begin with, as `club`; else there is no such command. */
function explainGroup(context: Context, name: string): Card {
  const { commands, root } = context
  const group = name.trim().toLowerCase()
  const below = commands.filter((command) => command.name.startsWith(`${group} `))
  if (below.length === 0) return { ...list(context), title: `There is no /${root} ${name}` }
  const items = below.map((command): Rich => [{ code: `/${root} ${command.name}` }, ` ${command.description}`])
  return notice(`/${root} ${group}`, 'It goes on with one of these:', { kind: 'list', items })
}

function explain(context: Context, name: string): Card {
  const { commands, root } = context
  const command = commands.find((other) => other.name === name.trim().toLowerCase())
  if (!command) return explainGroup(context, name)
  const options = Object.entries(command.options).map(([option, spec]) => optionHelp(option, spec))
  const items: Rich[] = [
    ...options,
    ...(command.ask ? ['Called with none of these, it opens a form.'] : []),
    ...(command.message ? [['In the menu of a message: ', ...[menuLine(command.message)].flat()]] : []),
  ]
  const blocks = items.length > 0 ? [{ kind: 'list' as const, items }] : []
  return notice(
    `/${root} ${command.name}`,
    `${command.description}.`,
    { kind: 'text', text: [{ code: `/${root} ${usage(command)}` }] },
    ...blocks,
  )
}
