import { html } from 'htm/preact'
import type { VNode } from 'preact'
import { useLayoutEffect, useRef, useState } from 'preact/hooks'
import type { ChannelView, ChatState, MessageView, ThreadView } from '../types.ts'
import { act, type Deed } from './api.ts'
import { DiscordSkin } from './discord/skin.ts'
import { type Here, HereContext, type Led } from './here.ts'
import { type Jump, placeOf } from './jump.ts'
import { FIRST, placeOfChannel, shownAt } from './place.ts'
import type { SkinProps } from './skin.ts'
import { SlackSkin } from './slack/skin.ts'
import type { Lead } from './things.ts'

export interface ChatProps {
  chat: 'discord' | 'slack'
  state: ChatState
  /** Where the page leads the person; a new object leads anew. */
  lead: Lead | null
  /** Something here is to be seen now. */
  onReveal(): void
  /** What it is on a page that shows one part at a time: see {@link panelProps}. */
  panel: object
}

/** One chat, as one of its people sees it. */
export function Chat({ chat, state: whole, lead, onReveal, panel }: ChatProps): VNode {
  const [part, setPart] = useState<string>(FIRST)
  const [persona, setPersona] = useState(sessionStorage.getItem(`${chat} persona`))
  const [channelId, setChannel] = useState('')
  const [open, setOpen] = useState<string | null>(null)
  const [dismissed, setDismissed] = useState<readonly string[]>([])
  const [said, setSaid] = useState<string | null>(null)

  const [led, setLed] = useState<Led | null>(null)
  const pane = useRef<HTMLElement>(null)
  const latest = useRef(whole)
  latest.current = whole

  const goTo = (place: string) => {
    setPart(place)
    setChannel('')
    setOpen(null)
    setSaid(null)
  }
  useLayoutEffect(() => {
    const jump = (event: Jump) => {
      const place = placeOf(chat, event.detail, latest.current)
      if (!place) return
      event.preventDefault()
      setPart(placeOfChannel(latest.current, place.channel))
      setChannel(place.channel)
      setOpen(place.thread)
      if (place.message !== null) setLed({ message: place.message })
      onReveal()
    }
    window.addEventListener('jump', jump)
    return () => window.removeEventListener('jump', jump)
  }, [chat])
  useLayoutEffect(() => {
    if (lead?.chat !== chat) return
    goTo(lead.to === 'place' ? lead.place : FIRST)
    if (lead.to === 'box') setLed({ text: lead.text })
    if (lead.to !== 'post') return
    setChannel(lead.post.channel)
    if (lead.thread) setOpen(lead.post.message)
    setLed(lead.thread ? { text: '' } : { message: lead.post.message })
  }, [lead])

  useLayoutEffect(() => {
    if (open !== null && !led) pane.current?.querySelector<HTMLElement>('.thread')?.focus()
  }, [open])

  const { state, me } = shownAt(whole, part, persona)
  const channel = state.channels.find(({ id }) => id === channelId) ?? state.channels[0] ?? NOWHERE
  const here: Here = {
    chat,
    state,
    whole,
    place: part,
    goTo,
    me,
    channel,
    async act(deed: Deed) {
      const told = deed.do !== 'complete' && deed.do !== 'submit'
      if (told) setSaid(null)
      const result = await act(chat, me.id, deed)
      if (told && result.error && !result.message) setSaid(result.error)
      // The apps show the channel beside the thread; here is room for one of them, so the page goes to where the answer stands.
      if (result.seen === 'channel' && result.message?.id !== open) setOpen(null)
      return result
    },
    tell: setSaid,
    openThread(parent) {
      if (parent === null && open !== null) setLed({ message: open, thread: true })
      setOpen(parent)
    },
    led,
    arrive: () => setLed(null),
    dismiss(message) {
      setDismissed([...dismissed, message])
      pane.current?.querySelector<HTMLElement>('.feed')?.focus()
    },
  }
  const visible = (message: MessageView) =>
    (message.onlyFor === null || message.onlyFor === me.id) && !dismissed.includes(message.id)
  const parent = channel.messages.find(({ id }) => id === open)
  const skin: SkinProps = {
    said,
    messages: channel.messages.filter(visible),
    thread: open === null ? null : threadOf(channel, open, parent, visible),
    modals: state.modals.filter((modal) => modal.persona === me.id),
    onPersona(id) {
      sessionStorage.setItem(`${chat} persona`, id)
      setPersona(id)
      setSaid(null)
    },
    onChannel(id) {
      setChannel(id)
      setOpen(null)
    },
  }
  const name = chat === 'discord' ? 'Discord' : 'Slack'
  return html`<section class=${`pane ${chat}`} aria-label=${name} ...${panel} ref=${pane}>
    <${HereContext.Provider} value=${here}>
      <${chat === 'discord' ? DiscordSkin : SlackSkin} ...${skin} />
    <//>
  </section>`
}

/** A message that has no thread yet may be answered in one on Slack: its panel is empty then. */
function threadOf(
  channel: ChannelView,
  parent: string,
  message: MessageView | undefined,
  visible: (message: MessageView) => boolean,
): SkinProps['thread'] {
  const found = channel.threads.find((thread) => thread.parent === parent || thread.id === parent)
  if (!found && !message) return null
  const thread: ThreadView = found ?? { id: parent, parent, name: '', archived: false, messages: [] }
  return { ...thread, messages: thread.messages.filter((each) => visible(each) && each.id !== message?.id), message }
}

const NOWHERE: ChannelView = { id: '', name: '', messages: [], threads: [] }
