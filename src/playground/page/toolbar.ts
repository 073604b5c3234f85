import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MessageView } from '../types.ts'
import { emojiOf, REACTIONS } from './emoji.ts'
import { useHere } from './here.ts'
import { Icon } from './icons.ts'

export interface ToolbarProps {
  message: MessageView
  channel: string
  /** The app's own entries in the message's menu. */
  apps: readonly string[]
  /** Slack's "Reply in thread"; Discord's bot opens threads itself. */
  onReply?: () => void
  onEdit(): void
}

/** What can be done with a message, shown when it is pointed at. */
export function Toolbar({ message, channel, apps, onReply, onEdit }: ToolbarProps): VNode | null {
  const here = useHere()
  const [open, setOpen] = useState<'reactions' | 'more' | null>(null)
  const [up, setUp] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    if (!open) return
    const outside = (event: Event) => {
      if (event.target instanceof Node && !root.current?.contains(event.target)) setOpen(null)
    }
    document.addEventListener('pointerdown', outside)
    return () => document.removeEventListener('pointerdown', outside)
  }, [open])
  if (message.onlyFor !== null || message.state !== 'sent') return null

  const own = message.author.id === here.me.id
  const toggle = (which: 'reactions' | 'more') => () => {
    const below = root.current?.closest('.feed')?.getBoundingClientRect().bottom ?? 0
    setUp(below - (root.current?.getBoundingClientRect().bottom ?? 0) < ROOM)
    setOpen(open === which ? null : which)
  }
  /** Closes the list that is open, and gives the keyboard back to the button that opened it. */
  const close = () => {
    root.current?.querySelector<HTMLElement>('[aria-expanded=true]')?.focus()
    setOpen(null)
  }
  const run = (doing: () => unknown) => () => {
    close()
    doing()
  }
  const react = (name: string) => {
    const emoji = here.chat === 'slack' ? name : emojiOf(name)
    return run(() => here.act({ do: 'react', channel, message: message.id, emoji }))
  }
  useLayoutEffect(() => {
    if (open) root.current?.querySelector<HTMLElement>('[role=menuitem]')?.focus()
  }, [open])
  const onKey = (event: KeyboardEvent) => {
    const items = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])]
    const step = STEPS[event.key]
    if (event.key === 'Escape') close()
    else if (step && items.length > 0) {
      const at = items.findIndex((item) => item.matches(':focus'))
      items[(at + step + items.length) % items.length]?.focus()
    } else return
    event.preventDefault()
  }
  return html`<div class=${`toolbar ${open ? 'open' : ''} ${up ? 'up' : ''}`} role="toolbar" aria-label="Message actions" ref=${root} onKeyDown=${onKey}>
    ${tool('smile', 'Add reaction', toggle('reactions'), open === 'reactions')}
    ${onReply && tool('thread', 'Reply in thread', run(onReply))}
    ${own && tool('edit', 'Edit message', run(onEdit))}
    ${
      own &&
      tool(
        'trash',
        'Delete message',
        run(() => here.act({ do: 'delete', channel, message: message.id })),
      )
    }
    ${apps.length > 0 && tool('more', 'More actions', toggle('more'), open === 'more')}
    ${
      open === 'reactions' &&
      html`<div class="popover reactions-menu" role="menu" aria-label="Reactions">
        ${REACTIONS.map(
          (name) =>
            html`<button type="button" role="menuitem" aria-label=${name} onClick=${react(name)}>${emojiOf(name)}</button>`,
        )}
      </div>`
    }
    ${
      open === 'more' &&
      html`<div class="popover" role="menu" aria-label="Apps">
        <div class="popover-heading">Apps</div>
        ${apps.map(
          (name) => html`<button type="button" role="menuitem"
            onClick=${run(() => here.act({ do: 'point', channel, message: message.id, name }))}>
            <span>${name}</span><small class="popover-by">${here.state.bot.name}</small>
          </button>`,
        )}
      </div>`
    }
  </div>`
}

const STEPS: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }

/** What a list needs below the toolbar, in pixels; with less it opens above. */
const ROOM = 180

/** `expanded`: of one that opens a list. */
function tool(icon: Parameters<typeof Icon>[0]['name'], label: string, onClick: () => void, expanded?: boolean): VNode {
  const opener = expanded === undefined ? {} : { 'aria-haspopup': 'menu', 'aria-expanded': expanded }
  return html`<button type="button" class="tool" aria-label=${label} ...${opener} title=${label} onClick=${onClick}><${Icon} name=${icon} /></button>`
}
