/** Links to messages of the two local chats: they lead to the message on this page rather than out of it. */
import type { ChatName, ChatState } from '../types.ts'
import { everyChannel } from './place.ts'

export interface Place {
  channel: string
  /** The message that the thread hangs on, for what stands in a thread. */
  thread: string | null
  message: string | null
}

/** A link was followed. Whoever shows the place it leads to cancels the event. */
export type Jump = CustomEvent<string>

declare global {
  interface WindowEventMap {
    jump: Jump
  }
}

/** Follows a link inside the page where it leads to one of the chats; otherwise the browser follows it as ever. */
export function followInside(event: MouseEvent, url: string): void {
  if (event.ctrlKey || event.metaKey || event.shiftKey) return
  const taken = !window.dispatchEvent(new CustomEvent('jump', { detail: url, cancelable: true }))
  if (taken) event.preventDefault()
}

export function placeOf(chat: ChatName, url: string, state: ChatState): Place | null {
  return chat === 'discord' ? discordPlace(url, state) : slackPlace(url, state)
}

function discordPlace(url: string, state: ChatState): Place | null {
  const [, id, message = null] = /^https:\/\/discord\.com\/channels\/\w+\/(\w+)(?:\/(\w+))?/.exec(url) ?? []
  for (const channel of everyChannel(state)) {
    if (channel.id === id) return { channel: channel.id, thread: null, message }
    const thread = channel.threads.find((each) => each.id === id)
    if (thread) return { channel: channel.id, thread: thread.parent, message }
  }
  return null
}

/** A link to a message that has replies leads to its thread, as Slack's own client opens it. */
function slackPlace(url: string, state: ChatState): Place | null {
  const channels = everyChannel(state)
  const room = /^https:\/\/slack\.com\/app_redirect\?(.*)/.exec(url)?.[1]
  const redirected = new URLSearchParams(room).get('channel')
  if (channels.some((each) => each.id === redirected)) return { channel: redirected ?? '', thread: null, message: null }
  const [, id, seconds = '', micros = ''] = /^https?:\/\/[^/]+\/archives\/(\w+)\/p(\d+)(\d{6})/.exec(url) ?? []
  const channel = channels.find((each) => each.id === id)
  if (!channel) return null
  const message = `${seconds}.${micros}`
  const thread =
    /[?&]thread_ts=([\d.]+)/.exec(url)?.[1] ?? channel.threads.find(({ parent }) => parent === message)?.parent
  return { channel: channel.id, thread: thread ?? null, message }
}
