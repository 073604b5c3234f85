import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
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
  useEffect(() => {
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
  const run = (doing: () => unknown) => () => {
    setOpen(null)
    doing()
  }
  const react = (name: string) => {
    const emoji = here.chat === 'slack' ? name : emojiOf(name)
    return run(() => here.act({ do: 'react', channel, message: message.id, emoji }))
  }
  const onKey = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(null)
  return html`<div class=${`toolbar ${open ? 'open' : ''} ${up ? 'up' : ''}`} role="toolbar" aria-label="Message actions" ref=${root} onKeyDown=${onKey}>
    ${tool('smile', 'Add reaction', toggle('reactions'))}
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
    ${apps.length > 0 && tool('more', 'More actions', toggle('more'))}
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

/** What a list needs below the toolbar, in pixels; with less it opens above. */
const ROOM = 180

function tool(icon: Parameters<typeof Icon>[0]['name'], label: string, onClick: () => void): VNode {
  return html`<button type="button" class="tool" aria-label=${label} title=${label} onClick=${onClick}><${Icon} name=${icon} /></button>`
}
