/** Threads: started, changed, listed, joined and deleted. */
import { takesPostsOnly, takesThreads } from '../channel-kinds.ts'
import { missing, oneOf, problem, text } from '../checks.ts'
import type { Fields } from '../json.ts'
import { textOf } from '../json.ts'
import { LIMITS } from '../limits.ts'
import { botMay } from '../permissions.ts'
import { BOT } from '../personas.ts'
import { botMessage, botPlace, type Place, type Realm } from '../realm.ts'
import type { StoredThread } from '../records.ts'
import { type Problem, refusal, refuseForm } from '../refusals.ts'
import { type Call, created, done, ok, type Route, route } from '../router.ts'
import { changeThread, deleteThread, startThread, startThreadOn, type ThreadWish } from '../threads.ts'
import { threadMember, threadView } from '../views/channels.ts'

const DURATIONS = [60, 1_440, 4_320, 10_080]
const PUBLIC_THREAD = 11
const A_DAY = 1_440

export function threadRoutes(realm: Realm): Route[] {
  const placeIn = (call: Call) => botPlace(realm, call.params.channel ?? '')
  const threadIn = (call: Call) => {
    const { thread } = placeIn(call)
    if (!thread) throw refusal('unknownChannel')
    return thread
  }

  return [
    route('POST', '/channels/:channel/messages/:message/threads', (call) => {
      const place = placeIn(call)
      if (place.thread) throw refusal('wrongChannelType')
      if (!takesThreads(place.channel)) throw refusal('wrongChannelType')
      const message = botMessage(realm, place, call.params.message ?? '')
      refuseForm(wishProblems(call.body))
      if (!botMay(realm, place.channel, 'CreatePublicThreads')) throw refusal('missingPermissions')
      if (realm.threads.get(message.id)) throw refusal('threadExists')
      if (realm.settings().threadsFull) throw refusal('tooManyThreads')
      return created(threadView(realm, startThreadOn(realm, place.channel, message, wishOf(call.body))))
    }),
    route('POST', '/channels/:channel/threads', (call) => {
      const place = placeIn(call)
      if (takesPostsOnly(place.channel)) refuseForm([...wishProblems(call.body), missing('message')])
      if (place.thread || !takesThreads(place.channel)) throw refusal('wrongChannelType')
      refuseForm([...wishProblems(call.body), ...publicOnly(call.body)])
      if (!botMay(realm, place.channel, 'CreatePublicThreads')) throw refusal('missingPermissions')
      if (realm.settings().threadsFull) throw refusal('tooManyThreads')
      return created(threadView(realm, startThread(realm, place.channel, wishOf(call.body))))
    }),
    route('PATCH', '/channels/:channel', (call) => {
      const place = placeIn(call)
      if (!place.thread) throw refusal('missingPermissions')
      const changes = changesOf(call.body)
      refuseChange(realm, place, place.thread, changes)
      return ok(threadView(realm, changeThread(realm, place.thread, changes)))
    }),
    route('DELETE', '/channels/:channel', (call) => {
      const place = placeIn(call)
      if (!place.thread || !botMay(realm, place.channel, 'ManageThreads')) throw refusal('missingPermissions')
      const view = threadView(realm, place.thread)
      deleteThread(realm, place.thread)
      return ok(view)
    }),
    route('GET', '/channels/:channel/threads/archived/public', (call) => {
      const { channel } = placeIn(call)
      if (!botMay(realm, channel, 'ReadMessageHistory')) throw refusal('missingPermissions')
      const archived = realm.threads
        .values()
        .filter((thread) => thread.channel === channel.id && thread.archived)
        .sort((a, b) => b.archivedAt - a.archivedAt)
      const before = call.query.get('before')
      const older = archived.filter((thread) => !before || thread.archivedAt < Date.parse(before))
      const limit = Number(call.query.get('limit') ?? 50)
      const page = older.slice(0, limit)
      return ok({
        threads: page.map((thread) => threadView(realm, thread)),
        members: page.filter((thread) => thread.owner === BOT.id).map(threadMember),
        has_more: older.length > limit,
      })
    }),
    route('GET', '/channels/:channel/thread-members', (call) => ok([threadMember(threadIn(call))])),
    route('GET', '/channels/:channel/thread-members/:user', (call) => {
      const thread = threadIn(call)
      if (call.params.user !== '@me' && call.params.user !== BOT.id) throw refusal('unknownMember')
      return ok(threadMember(thread))
    }),
    route('PUT', '/channels/:channel/thread-members/@me', (call) => {
      if (threadIn(call).archived) throw refusal('threadArchived')
      return done
    }),
    route('DELETE', '/channels/:channel/thread-members/@me', (call) => {
      if (threadIn(call).archived) throw refusal('threadArchived')
      return done
    }),
  ]
}

function wishOf(body: Fields): ThreadWish {
  const asked = body.auto_archive_duration
  return { name: textOf(body.name), owner: BOT.id, autoArchive: typeof asked === 'number' ? asked : A_DAY }
}

function wishProblems(body: Fields): Problem[] {
  return [...text('name', body.name, 1, LIMITS.threadName), ...durationProblems(body)]
}

function durationProblems(body: Fields): Problem[] {
  const asked = body.auto_archive_duration
  return asked === undefined || asked === null ? [] : oneOf('auto_archive_duration', asked, DURATIONS)
}

function publicOnly(body: Fields): Problem[] {
  if (body.type === PUBLIC_THREAD) return []
  return [problem('type', 'BASE_TYPE_CHOICES', 'The local server holds public threads only: type 11')]
}

function changesOf(body: Fields): Partial<StoredThread> {
  refuseForm([
    ...(body.name === undefined ? [] : text('name', body.name, 1, LIMITS.threadName)),
    ...durationProblems(body),
  ])
  return {
    ...(typeof body.name === 'string' && { name: body.name }),
    ...(typeof body.archived === 'boolean' && { archived: body.archived }),
    ...(typeof body.locked === 'boolean' && { locked: body.locked }),
    ...(typeof body.auto_archive_duration === 'number' && { autoArchive: body.auto_archive_duration }),
  }
}

/** The bot, who started every thread here, changes what is not locked; what is locked only who has the right to. */
function refuseChange(realm: Realm, place: Place, thread: StoredThread, changes: Partial<StoredThread>): void {
  if (thread.locked && !botMay(realm, place.channel, 'ManageThreads')) throw refusal('missingPermissions')
  if (thread.archived && changes.archived !== false) throw refusal('threadArchived')
}
