import type { ControlledChat } from '../../../src/playground/control.ts'
import type { Act, ActResult, ChatName, ChatState, MessageView } from '../../../src/playground/types.ts'
import type { World } from '../../../src/playground/world.ts'

export type FixtureChat = ControlledChat & {
  /** Every act of the page's, completions left out. */
  acts: Act[]
  completions: string[]
  content: ChatState
  /** What the next acts are answered with. */
  answer: (act: Act) => ActResult
  manifest: unknown
  cut: number
}

/** A chat that does nothing but show what a test puts in it and note what the page does. */
export function fixtureChat(name: ChatName, world: World, content: ChatState): FixtureChat {
  const chat: FixtureChat = {
    name,
    env: { [`${name.toUpperCase()}_API_URL`]: 'http://127.0.0.1:1' },
    rooms: [`${name}:1:2`],
    acts: [],
    completions: [],
    content,
    manifest: null,
    cut: 0,
    answer: () => ({}),
    state: () => chat.content,
    async act(act) {
      if (act.do === 'complete') chat.completions.push(act.text)
      else chat.acts.push(act)
      if (act.do === 'say') say(act)
      world.changed()
      return chat.answer(act)
    },
    cutSocket() {
      chat.cut++
    },
    configure(manifest) {
      chat.manifest = manifest
    },
    async stop() {},
  }

  function say(act: Act & { do: 'say' }): void {
    const channel = chat.content.channels.find(({ id }) => id === act.channel)
    const thread = channel?.threads.find(({ id, parent }) => id === act.thread || parent === act.thread)
    const author = chat.content.personas.find(({ id }) => id === act.persona)
    const at = new Date(world.now()).toISOString()
    const said = message({ id: `said ${chat.acts.length}`, at, text: act.text })
    const list = thread?.messages ?? channel?.messages
    list?.push({ ...said, author: { id: act.persona, name: author?.name ?? '', bot: false } })
  }
  return chat
}

export function message(part: Partial<MessageView> & { id: string; at: string }): MessageView {
  return {
    author: { id: 'bot', name: 'Lectern', bot: true },
    editedAt: null,
    text: '',
    components: [],
    files: [],
    componentsV2: false,
    reactions: [],
    onlyFor: null,
    state: 'sent',
    answering: null,
    ...part,
  }
}
