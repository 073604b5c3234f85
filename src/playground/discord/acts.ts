/** What people do in the chat: each act as Discord's client lets them, or a sentence why not. */
import type { Act, ActResult } from '../types.ts'
import { complete, point, runCommand } from './acts/commands.ts'
import { submit, useControl } from './acts/controls.ts'
import { heed } from './acts/events.ts'
import { addReaction, edit, erase, say } from './acts/messages.ts'
import { dismiss, invite, manage } from './acts/servers.ts'
import type { Interactions } from './interactions.ts'
import { personaOf } from './personas.ts'
import type { Realm } from './realm.ts'

export async function act(realm: Realm, interactions: Interactions, wish: Act): Promise<ActResult> {
  if (!personaOf(wish.persona)) return { error: 'Nobody of that id is here' }
  switch (wish.do) {
    case 'say':
      return say(realm, wish)
    case 'edit':
      return edit(realm, wish)
    case 'delete':
      return erase(realm, wish)
    case 'react':
      return addReaction(realm, wish)
    case 'command':
      return runCommand(realm, interactions, wish)
    case 'complete':
      return complete(realm, interactions, wish)
    case 'click':
    case 'select':
      return useControl(realm, interactions, wish)
    case 'submit':
      return submit(realm, interactions, wish)
    case 'close':
      realm.modals.delete(wish.modal)
      realm.world.changed()
      return {}
    case 'point':
      return point(realm, interactions, wish)
    case 'invite':
      return invite(realm, wish)
    case 'dismiss':
      return dismiss(realm, wish)
    case 'home':
      return { error: 'An app has no Home here.' }
    case 'interest':
      return heed(realm, wish)
    case 'manage':
      return manage(realm, wish)
  }
}
