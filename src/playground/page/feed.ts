import { html } from 'htm/preact'
import type { ComponentChild, VNode } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import type { MessageView } from '../types.ts'
import { day } from './times.ts'

export interface FeedProps {
  label: string
  messages: readonly MessageView[]
  /** `first`: the message does not go on from the one before it, and shows who says it. */
  draw(message: MessageView, first: boolean): VNode
  /** Stands above the first message. */
  opening?: ComponentChild
}

/** Messages in order, a line between two days; follows the newest unless someone has scrolled up. */
export function Feed({ label, messages, draw, opening }: FeedProps): VNode {
  const frame = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const following = useRef(true)
  useLayoutEffect(() => {
    const [box, content] = [frame.current, inner.current]
    if (!box || !content) return
    const follow = () => {
      if (following.current) box.scrollTop = box.scrollHeight
    }
    const observer = new ResizeObserver(follow)
    observer.observe(content)
    observer.observe(box)
    follow()
    return () => observer.disconnect()
  }, [])
  const onScroll = () => {
    const box = frame.current
    if (box) following.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40
  }
  return html`<div class="feed" ref=${frame} onScroll=${onScroll}>
    <div class="feed-inner" ref=${inner} role="log" aria-label=${label}>
      ${opening}
      ${messages.map((message, index) => {
        const before = messages[index - 1]
        const newDay = !before || day(before.at) !== day(message.at)
        return html`
          ${newDay && html`<div class="day" role="separator" key=${`day ${message.id}`}><span>${day(message.at)}</span></div>`}
          <div key=${message.id}>${draw(message, newDay || !goesOn(before, message))}</div>
        `
      })}
    </div>
  </div>`
}

const PAUSE = 5 * 60_000

function goesOn(before: MessageView, message: MessageView): boolean {
  if (before.author.id !== message.author.id || before.onlyFor !== message.onlyFor) return false
  if (message.answering || message.author.bot) return false
  return Date.parse(message.at) - Date.parse(before.at) < PAUSE
}
