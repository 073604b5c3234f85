import { html } from 'htm/preact'
import type { VNode } from 'preact'

/** A face for everyone: initials on a colour that follows from the name, the bot's an open book. */
export function Avatar({ name, bot = false, size }: { name: string; bot?: boolean; size: number }): VNode {
  return html`<svg class="avatar" viewBox="0 0 40 40" width=${size} height=${size} aria-hidden="true">
    <rect width="40" height="40" fill=${bot ? '#5b4bdb' : colourOf(name)} />
    ${
      bot
        ? html`<path d="M9 12c4.500-1.700 8-.700 11 1.700 3-2.400 6.500-3.400 11-1.700v15c-4.500-1.700-8-.700-11 1.700-3-2.400-6.500-3.400-11-1.700z" fill="#fff" />
            <path d="M20 14v14" stroke="#5b4bdb" stroke-width="1.800" />`
        : html`<text x="20" y="20.500" text-anchor="middle" dominant-baseline="central">${initials(name)}</text>`
    }
  </svg>`
}

function initials(name: string): string {
  const words = name.trim().split(/\s+/)
  const letters = words.length > 1 ? `${first(words[0])}${first(words.at(-1))}` : first(words[0])
  return letters.toUpperCase()
}

function first(word = ''): string {
  return [...word][0] ?? '?'
}

const COLOURS = ['#c2557b', '#2f8f83', '#c9772b', '#4c7fd0', '#7d5fb2', '#5d9440', '#b4524a', '#8a6d3b']

function colourOf(name: string): string {
  let sum = 0
  for (const character of name) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 9973
  return COLOURS[sum % COLOURS.length] ?? '#777'
}
