import { html } from 'htm/preact'
import type { ComponentChild, VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { MessageView } from '../types.ts'
import { useHere } from './here.ts'
import { Icon } from './icons.ts'
import { day } from './times.ts'

export interface FeedProps {
  label: string
  messages: readonly MessageView[]
  /** `first`: the message does not go on from the one before it, and shows who says it. */
  draw(message: MessageView, first: boolean): VNode
  /** Stands above the first message. */
  opening?: ComponentChild
  /** When what stands above was said: a line for its day would say it twice. */
  since?: string | undefined
  /** Begins at the first message while nobody but bots has said or asked anything. */
  fromStart?: boolean
}

/** Messages in order, a line between two days; follows the newest unless someone has scrolled up. */
export function Feed({ label, messages, draw, opening, since, fromStart = false }: FeedProps): VNode {
  const { me, led, arrive } = useHere()
  const frame = useRef<HTMLDivElement>(null)
  const inner = useRef<HTMLDivElement>(null)
  const following = useRef(!fromStart || !messages.every(isUnasked))
  const size = useRef('')
  const [missed, setMissed] = useState(false)
  const begun = useRef(false)
  const last = messages.at(-1)

  const follow = () => {
    const box = frame.current
    if (!box) return
    size.current = sizeOf(box)
    if (following.current) box.scrollTop = box.scrollHeight
  }
  const catchUp = () => {
    following.current = true
    setMissed(false)
    follow()
  }
  useLayoutEffect(() => {
    const observer = new ResizeObserver(follow)
    if (frame.current) observer.observe(frame.current)
    if (inner.current) observer.observe(inner.current)
    return () => observer.disconnect()
  }, [])
  useLayoutEffect(() => {
    const mine = last && (last.author.id === me.id || last.onlyFor === me.id)
    if (following.current || mine) catchUp()
    else if (begun.current) setMissed(true)
    begun.current = true
  }, [last?.id])
  useLayoutEffect(() => {
    if (!led || !('message' in led)) return
    const found = frame.current?.querySelector<HTMLElement>(`[data-message="${CSS.escape(led.message)}"]`)
    if (!found) return
    following.current = false
    found.scrollIntoView({ block: 'center' })
    const chip = led.thread && found.querySelector<HTMLElement>('.thread-chip, .replies')
    ;(chip || found).focus({ preventScroll: true })
    found.animate([{ background: 'rgb(250 200 60 / 45%)' }, {}], { duration: 2000, easing: 'ease-out' })
    arrive()
  }, [led])

  const onScroll = () => {
    const box = frame.current
    // A change of size scrolls too, and says nothing of what the reader wants.
    if (!box || sizeOf(box) !== size.current) return
    following.current = box.scrollHeight - box.scrollTop - box.clientHeight < 40
    if (following.current) setMissed(false)
  }
  return html`<div class="feed-frame">
    <div class="feed" tabindex="0" ref=${frame} onScroll=${onScroll}>
      <div class="feed-inner" ref=${inner} role="log" aria-label=${label}>
        ${opening}
        ${messages.map((message, index) => {
          const before = messages[index - 1]
          const earlier = before?.at ?? since
          const newDay = !earlier || day(earlier) !== day(message.at)
          return html`
            ${newDay && html`<div class="day" role="separator" key=${`day ${message.id}`}><span>${day(message.at)}</span></div>`}
            <div key=${message.id} data-message=${message.id} tabindex="-1">${draw(message, !before || newDay || !goesOn(before, message))}</div>
          `
        })}
      </div>
    </div>
    ${missed && html`<button type="button" class="missed" onClick=${catchUp}>New messages <${Icon} name="chevron" size=${16} /></button>`}
  </div>`
}

function sizeOf(box: HTMLElement): string {
  return `${box.scrollHeight} ${box.clientHeight}`
}

function isUnasked({ author, onlyFor }: MessageView): boolean {
  return author.bot && onlyFor === null
}

const PAUSE = 5 * 60_000

function goesOn(before: MessageView, message: MessageView): boolean {
  if (before.author.id !== message.author.id || before.onlyFor !== message.onlyFor) return false
  if (message.answering || message.author.bot) return false
  return Date.parse(message.at) - Date.parse(before.at) < PAUSE
}
