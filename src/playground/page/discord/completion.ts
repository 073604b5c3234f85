import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { FileSent } from '../../types.ts'
import { type Stand, type Suggestion, type Suggestions, withStands } from '../composer.ts'
import { sent } from '../files.ts'
import { type Here, useHere } from '../here.ts'
import {
  type CommandLine,
  type Leaf,
  leavesOf,
  missing,
  type Option,
  parseCommandLine,
  spelledOut,
} from './command-line.ts'

/** Why a command cannot be sent yet, in the client's own words. */
export function objectionTo(line: string, commands: readonly unknown[], files: number): string | null {
  const command = parseCommandLine(line, leavesOf(commands))
  if (!command) return null
  const most = fileOptions(command).length
  if (files > most)
    return `${command.leaf.path} takes ${most === 0 ? 'no file' : `at most ${most === 1 ? 'one file' : `${most} files`}`}`
  const option = missing(command)[0]
  return option ? `${command.leaf.path} needs ${option.name}: ${option.description}` : null
}

/** What is sent for a typed line: commands are spelled out, all else stays. */
export function asSent(line: string, commands: readonly unknown[]): string {
  const command = parseCommandLine(line, leavesOf(commands))
  return command ? spelledOut(command) : line
}

/** Attached files under the options that take one, in order. */
export async function filesFor(
  line: string,
  commands: readonly unknown[],
  files: readonly File[],
): Promise<Record<string, FileSent>> {
  const command = parseCommandLine(line, leavesOf(commands))
  const options = command ? fileOptions(command) : []
  const all = await sent(files)
  return Object.fromEntries(all.flatMap((file, index) => (options[index] ? [[options[index].name, file]] : [])))
}

const fileOptions = ({ leaf }: CommandLine): Option[] => leaf.options.filter(({ file }) => file)

/** Discord's completion: subcommands first, then the options of the one that stands there, then their choices. */
export function useDiscordSuggestions(line: string, stands: readonly Stand[], files: number): Suggestions | null {
  const here = useHere()
  const leaves = useMemo(() => leavesOf(here.state.commands), [here.state.commands])
  const command = parseCommandLine(line, leaves)
  const asked = useAutocomplete(here, command, stands)
  if (!line.startsWith('/')) return null
  if (!command) return subcommands(line, leaves, here.state.bot.name)
  if (command.leaf.options.length === 0) return { heading: signature(command), items: [], eager: false }
  return {
    heading: signature(command),
    items: [...choices(here, command, stands, asked), ...optionsLeft(line, command, files)],
    eager: false,
  }
}

function subcommands(line: string, leaves: readonly Leaf[], bot: string): Suggestions | null {
  const typed = line.toLowerCase()
  const fitting = leaves.filter(
    (leaf) => leaf.path.startsWith(typed) || words(typed).every((word) => leaf.path.includes(word)),
  )
  if (fitting.length === 0) return null
  return {
    heading: html`Commands of <b>${bot}</b>`,
    items: fitting.map((leaf) => ({
      label: leaf.path,
      detail: leaf.description,
      hints: leaf.options.map(({ name, required }) => ({ name, required })),
      becomes: opened(leaf),
    })),
    eager: true,
  }
}

function words(typed: string): string[] {
  return typed.slice(1).split(/\s+/).filter(Boolean)
}

function opened({ path, options: [first] }: Leaf): string {
  if (!first) return path
  return first.required ? `${path} ${first.name}:` : `${path} `
}

function signature({ leaf, active }: CommandLine): VNode {
  return html`<span class="signature">
    <b>${leaf.path}</b>
    ${leaf.options.map(
      (
        option,
      ) => html`<span class=${`hint ${option.required ? 'required' : ''} ${option === active?.option ? 'active' : ''}`}>
        ${option.name}
      </span>`,
    )}
    <span class="suggestion-detail">${active?.option.description ?? leaf.description}</span>
  </span>`
}

function choices(
  here: Here,
  { leaf, values, active }: CommandLine,
  stands: readonly Stand[],
  asked: Choice[],
): Suggestion[] {
  if (!active || stands.some(({ shown }) => shown === `${active.option.name}:${active.value}`)) return []
  const before = values.filter((given) => given !== active).map(({ option, value }) => `${option.name}:${value}`)
  return possible(here, active.option, active.value, asked).map(({ name, value }) => {
    const shown = `${active.option.name}:${name}`
    const sent = `${active.option.name}:${value}`
    return {
      label: name,
      becomes: `${[leaf.path, ...before, shown].join(' ')} `,
      ...(name !== value && { standsFor: { shown, sent } }),
    }
  })
}

function possible(here: Here, option: Option, typed: string, asked: Choice[]): Choice[] {
  if (option.autocomplete) return asked
  const people = here.state.personas.map(({ id, name }) => ({ name: `@${name}`, value: `<@${id}>` }))
  const known = option.person ? people : option.choices
  const fitting = known.filter(({ name }) => name.toLowerCase().includes(typed.toLowerCase()))
  return fitting.some(({ name }) => name === typed) ? [] : fitting
}

function optionsLeft(line: string, { leaf, values, active }: CommandLine, files: number): Suggestion[] {
  if (active && active.value === '') return []
  const attached = leaf.options.filter(({ file }) => file).slice(0, files)
  return leaf.options
    .filter((option) => !attached.includes(option) && !values.some((given) => given.option === option))
    .map((option) => ({
      label: option.required ? option.name : `+ ${option.name}`,
      detail: option.description,
      becomes: `${line.trimEnd()} ${option.name}:`,
      asksForFile: option.file,
    }))
}

interface Choice {
  name: string
  value: string
}

const DEBOUNCE = 120

/** The bot's own choices for the option being typed, asked for once the typing rests. */
function useAutocomplete(here: Here, command: CommandLine | null, stands: readonly Stand[]): Choice[] {
  const [choices, setChoices] = useState<{ of: string; choices: Choice[] }>({ of: '', choices: [] })
  const wanted = command?.active?.option.autocomplete ? withStands(spelledOut(command), stands) : ''
  useEffect(() => {
    if (wanted === '') return
    let current = true
    const timer = setTimeout(async () => {
      const answer = await here.act({ do: 'complete', channel: here.channel.id, text: wanted })
      if (current) setChoices({ of: wanted, choices: answer.choices ?? [] })
    }, DEBOUNCE)
    return () => {
      current = false
      clearTimeout(timer)
    }
  }, [wanted])
  const sameOption = wanted.slice(0, wanted.lastIndexOf(':')) === choices.of.slice(0, choices.of.lastIndexOf(':'))
  return wanted !== '' && sameOption ? choices.choices : []
}
