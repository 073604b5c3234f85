import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { moveClock } from './api.ts'
import { Icon } from './icons.ts'
import { moment, now, relative } from './times.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** How long a move to the next pick is waited for before the button may be pressed again. */
const PATIENCE = 15_000

/** The playground's clock, and how to let a week pass. */
export function ClockBar({ nextPick }: { nextPick: string | null }): VNode {
  const [, tick] = useState(0)
  const [leaving, setLeaving] = useState<string | null>(null)
  const [wrong, setWrong] = useState<string | null>(null)
  useEffect(() => {
    const timer = setInterval(() => tick((times) => times + 1), 1000)
    return () => clearInterval(timer)
  }, [])
  useEffect(() => {
    if (leaving === null) return
    const timer = setTimeout(() => setLeaving(null), PATIENCE)
    return () => clearTimeout(timer)
  }, [leaving])

  const moving = leaving !== null && leaving === nextPick
  const move = (by: Parameters<typeof moveClock>[0]) => async () => {
    setWrong(null)
    if ('toNextPick' in by) setLeaving(nextPick)
    try {
      await moveClock(by)
    } catch (error) {
      setLeaving(null)
      setWrong(error instanceof Error ? error.message : String(error))
    }
  }
  return html`<div class="clock" role="group" aria-label="Clock">
    <${Icon} name="clock" />
    <span class="clock-words">
      <time class="clock-now" dateTime=${new Date(now()).toISOString()}>${moment(now())}</time>
      <span class="clock-next">${wrong ?? (nextPick ? `next pick ${relative(Date.parse(nextPick))}` : 'no pick is due yet')}</span>
    </span>
    <span class="clock-moves">
      <button type="button" onClick=${move({ advance: HOUR })}>+1 hour</button>
      <button type="button" onClick=${move({ advance: DAY })}>+1 day</button>
      <button type="button" class="clock-jump" aria-label=${moving ? 'Moving…' : 'Move to the next pick'} disabled=${!nextPick || moving} aria-busy=${moving} onClick=${move({ toNextPick: true })}>
        <${Icon} name="forward" size=${16} /> <span>${moving ? 'Moving…' : 'Move to the next pick'}</span>
      </button>
    </span>
  </div>`
}
