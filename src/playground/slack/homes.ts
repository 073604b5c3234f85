/** The Home of the app: a page of its own for each person, which opens from the sidebar. */
import type { HomeView } from '../types.ts'
import { directId } from './channels.ts'
import { listOf } from './fields.ts'
import { newId } from './ids.ts'
import { Refusal } from './refusal.ts'
import type { Home, Slack } from './slack.ts'
import type { Cause } from './types.ts'
import { initialState } from './view-state.ts'
import { checkedView, newHash, type View, viewPayload } from './views.ts'

type InDirect = Cause & { channel: string }

/** `hash`: of what it takes the place of. */
export function publish(slack: Slack, persona: string, view: unknown, hash: string | undefined): View {
  if (!slack.settings.homeTab) throw new Refusal('not_enabled')
  if (!slack.people.get(persona)) throw new Refusal('user_not_found')
  const sent = checkedView(view, 'home')
  const before = slack.homes.get(persona)
  if (hash && before && hash !== before.hash) throw new Refusal('hash_conflict')
  const home = { id: before?.id ?? newId('V'), hash: newHash(), sent }
  slack.homes.set(persona, home)
  slack.world.changed()
  const cause = causeAt(persona)
  slack.effects.tell({ persona, channel: cause.channel, home: homeView(slack, persona, home) })
  return asView(persona, home)
}

/** A persona opens it: the bot is told, and may show something else there. */
export async function openHome(slack: Slack, cause: InDirect, tab: 'home' | 'messages'): Promise<boolean> {
  const view = tab === 'home' ? homeOf(slack, cause.persona) : undefined
  return slack.delivery.event({
    type: 'app_home_opened',
    user: cause.persona,
    channel: cause.channel,
    tab,
    event_ts: slack.mint(),
    ...(view ? { view: viewPayload(slack.team, view) } : {}),
  })
}

/** As what is pressed there is told; undefined where nothing was published, or something else is looked for. */
export function homeOf({ homes }: Slack, persona: string, id = homes.get(persona)?.id): View | undefined {
  const home = homes.get(persona)
  return home?.id === id && home ? asView(persona, home) : undefined
}

export function homeViews(slack: Slack): HomeView[] {
  return slack.people.values().flatMap(({ id }) => {
    const home = slack.homes.get(id)
    return home ? [homeView(slack, id, home)] : []
  })
}

/** What is done there has to do with the conversation between the persona and the app. */
export function causeAt(persona: string): InDirect {
  return { persona, channel: directId(persona) }
}

function homeView({ team }: Slack, persona: string, home: Home): HomeView {
  return { id: home.id, persona, channel: directId(persona), view: viewPayload(team, asView(persona, home)) }
}

function asView(persona: string, home: Home): View {
  const state = initialState(listOf(home.sent.blocks))
  return { ...home, cause: causeAt(persona), root: home.id, previous: null, state, errors: {}, offered: [] }
}
