import { html } from 'htm/preact'
import type { VNode } from 'preact'
import type { Suggestions } from '../composer.ts'
import { useHere } from '../here.ts'
import { record, text } from '../json.ts'

interface SlashCommand {
  command: string
  description: string
  usage: string
}

/** Slack knows of a command no more than its name, what it is for, and a hint at what may follow. */
export function useSlackSuggestions(line: string): Suggestions | null {
  const here = useHere()
  if (!line.startsWith('/')) return null
  const [head = ''] = line.split(/\s/, 1)
  const fitting = commandsOf(here.state.commands).filter(({ command }) => command.startsWith(head))
  const [only] = fitting
  if (!only) return null
  if (line.length > head.length || head === only.command) {
    const items = following(line, only)
    return { heading: signature(only, items.length === 0), items, eager: false }
  }
  return {
    heading: html`Commands of <b>${here.state.bot.name}</b>`,
    items: fitting.map(({ command, description, usage }) => ({
      label: command,
      detail: description,
      hints: usage ? [{ name: usage, required: false }] : [],
      becomes: `${command} `,
    })),
    eager: true,
  }
}

/** The names of the app's message shortcuts. */
export function shortcutsOf(commands: readonly unknown[]): string[] {
  return commands
    .map(record)
    .filter(
      (command) => command.type === 'message' || command.callback_id !== undefined || command.callbackId !== undefined,
    )
    .map((command) => text(command.name))
}

function commandsOf(commands: readonly unknown[]): SlashCommand[] {
  return commands
    .map(record)
    .map((command) => ({
      command: text(command.command) || text(command.name),
      description: text(command.description),
      usage: text(command.usage_hint) || text(command.usage),
    }))
    .filter(({ command }) => command.startsWith('/'))
}

function signature({ command, usage, description }: SlashCommand, withUsage: boolean): VNode {
  return html`<span class="signature"><b>${command}</b> ${withUsage && usage && html`<span class="hint">${usage}</span>`}
    <span class="suggestion-detail">${description}</span></span>`
}

/** The words of a hint such as `week | find <words> | help`, as a list to pick from. */
function following(line: string, { command, usage }: SlashCommand): Suggestions['items'] {
  const typed = line.slice(command.length).trimStart()
  const ways = usage
    .replace(/^\[(.*)\]$/, '$1')
    .split(/\s*\|\s*/)
    .filter(Boolean)
  if (ways.length < 2) return []
  return ways
    .filter((way) => wordsOf(way).startsWith(typed) && wordsOf(way) !== typed.trimEnd())
    .map((way) => ({
      label: `${command} ${way}`,
      becomes: `${command} ${wordsOf(way)}${wordsOf(way) === way ? '' : ' '}`,
    }))
}

/** A way's fixed words, without its `<placeholders>` and `[options]`. */
function wordsOf(way: string): string {
  return way.split(/\s*[<[(…]/, 1)[0]?.trim() ?? ''
}
