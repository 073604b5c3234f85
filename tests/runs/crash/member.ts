/** One member of the club: acts as people do, and notes what the chat and the bot said to it. */
import { setTimeout as pause } from 'node:timers/promises'
import type { ActResult, ChannelView, ChatName, MessageView } from '../../../src/playground/types.ts'
import { type Dice, oneOf, weighted } from '../../dice.ts'
import { controlIds, optionsOf, wordsOf } from '../../e2e/words.ts'
import type { Comment, Ledger, VoteAttempt } from './ledger.ts'
import { botPosts, type Member, type Town, threadOf } from './town.ts'

export interface Person {
  /** Does one thing, and waits for the answer as long as people do. */
  actOnce(): Promise<void>
  /** Says something in the thread of the newest pick, if there is one to write in. */
  comment(): Promise<void>
  /** Chooses some papers in the menu behind the ballot in the room, if there is one. */
  vote(): Promise<void>
}

const ORDINARY = { comment: 5, vote: 4, edit: 1, erase: 1, react: 2, nominate: 1, withdraw: 0.5, clear: 1, close: 0 }
/** Where nobody does anything but talk. */
const TALKER = {
  ...ORDINARY,
  comment: 12,
  react: 1,
  erase: 0.1,
  edit: 0.3,
  vote: 0,
  nominate: 0,
  withdraw: 0,
  clear: 0,
}
const ORGANISER = { ...ORDINARY, close: 0.25 }
/** Members look at what stood in the room up to so many milliseconds ago. */
const GLANCE = 700
const PATIENCE = 4_000
const MOST_CHOICES = 3
/** So many comments have a file, and so many answer another where a chat has answers. */
const WITH_FILE = 0.15
const ANSWERING = 0.3
/** Milliseconds between what is said in one chat on the long run, more slowly than it is shown in the other; so much at once. */
const TALK = { every: 5_000, everyAlone: 2_000, atOnce: 8 }

export function openPerson(
  town: Town,
  member: Member,
  titles: readonly string[],
  ledger: Ledger,
  dice: Dice,
  onlyTalks = false,
): Person {
  const { chat, account, isAdmin } = member
  const room = town.rooms[chat]
  const channel = room.slice(room.lastIndexOf(':') + 1)
  const mine: Comment[] = []
  const liked = new Set<Comment>()
  let said = 0

  async function comment(): Promise<void> {
    // People go on about the last one when the next is there.
    const threads = latestThreads()
    const thread = threads.at(dice() < 0.8 ? -1 : 0)
    if (thread === undefined || !mayTalk(chat, ledger, onlyTalks)) return
    const text = `${account} says thing number ${++said}`
    const file = dice() < WITH_FILE ? `thing-${said}.txt` : null
    const files = file === null ? {} : { files: [{ name: file, type: 'text/plain', base64: btoa(text) }] }
    const answered = chat === 'discord' && dice() < ANSWERING ? oneOf(answerable(thread), dice) : undefined
    const answer = answered ? { answers: answered.message } : {}
    const { message, error } = await town.act(member, { do: 'say', channel, thread, text, ...files, ...answer })
    if (!message || error) return
    const answers = answered?.comment ?? null
    const kept = { room, thread, message: message.id, text, isDeleted: false, file, answers, thumbs: 0 }
    ledger.comments.push(kept)
    mine.push(kept)
  }

  /** What is read in a thread, by whichever message shows it. */
  function answerable(thread: string): { message: string; comment: Comment }[] {
    const shown = town.room(chat, GLANCE).threads.find(({ id }) => id === thread)?.messages ?? []
    return shown.flatMap((message) => {
      const text = thingIn(message)
      const comment = ledger.comments.find((one) => one.text === text && !one.isDeleted)
      return comment ? [{ message: message.id, comment }] : []
    })
  }

  /** Of the newest picks in the room, as far as one can write there. */
  function latestThreads(): string[] {
    const view = town.room(chat, GLANCE)
    const picks = botPosts(view).filter(({ kind }) => kind === 'pick')
    return picks.slice(-2).flatMap(({ message }) => threadOf(chat, view, message) ?? [])
  }

  function recent(): Comment | undefined {
    const threads = latestThreads()
    return oneOf(
      mine.filter(({ thread, isDeleted }) => !isDeleted && threads.includes(thread)),
      dice,
    )
  }

  async function edit(): Promise<void> {
    const comment = recent()
    if (!comment) return
    const text = `${account} says thing number ${++said} instead`
    const { error } = await town.act(member, { do: 'edit', channel, message: comment.message, text })
    if (!error) comment.text = text
  }

  async function erase(): Promise<void> {
    const comment = recent()
    if (!comment) return
    const { error } = await town.act(member, { do: 'delete', channel, message: comment.message })
    if (!error) comment.isDeleted = true
  }

  /** Of one's own chat, whoever said it. */
  async function react(): Promise<void> {
    const threads = latestThreads()
    const standing = ledger.comments.filter(
      (comment) =>
        comment.room === room && !comment.isDeleted && threads.includes(comment.thread) && !liked.has(comment),
    )
    const comment = oneOf(standing, dice)
    if (!comment) return
    liked.add(comment)
    const emoji = chat === 'slack' ? '+1' : '👍'
    const { error } = await town.act(member, { do: 'react', channel, message: comment.message, emoji })
    if (!error) comment.thumbs++
  }

  async function vote(): Promise<void> {
    const ballot = botPosts(town.room(chat, GLANCE)).findLast(({ kind }) => kind === 'ballot')
    const control = controlIds(ballot?.message).find((id) => id.startsWith('vote:mine:'))
    if (!ballot || control === undefined) return
    const asked = await town.act(member, { do: 'click', channel, message: ballot.message.id, control })
    if ((await answer(asked)) === undefined || !asked.message) return
    const own = find(town.room(chat), asked.message.id)
    const menu = controlIds(own).find((id) => id.startsWith('vote:change:'))
    if (!own || menu === undefined) return
    const values = optionsOf(own)
      .map(({ value }) => value)
      .filter(() => dice() < 0.4)
      .slice(0, MOST_CHOICES)
    if (values.length === 0) return
    const attempt = { n: ballot.n, account, numbers: values.map(Number), isAcknowledged: false }
    ledger.votes.push(attempt)
    const told = await answer(await town.act(member, { do: 'select', channel, message: own.id, control: menu, values }))
    note(attempt, told, 'You voted for')
  }

  async function clear(): Promise<void> {
    const own = town
      .room(chat, GLANCE)
      .messages.findLast(
        (message) => message.onlyFor === member.id && controlIds(message).some((id) => id.startsWith('vote:clear:')),
      )
    const control = controlIds(own).find((id) => id.startsWith('vote:clear:'))
    const n = Number(/\.(\d+)$/.exec(control ?? '')?.[1])
    if (!own || control === undefined) return
    const attempt = { n, account, numbers: [], isAcknowledged: false }
    ledger.votes.push(attempt)
    note(
      attempt,
      await answer(await town.act(member, { do: 'click', channel, message: own.id, control })),
      'You have not voted',
    )
  }

  /** Whoever is told that it was too late, or that a part was left out, was told nothing of what is kept. */
  function note(attempt: VoteAttempt, told: string | undefined, acknowledged: string): void {
    const isPartly = told !== undefined && /ha[sd] left the ballot/.test(told)
    attempt.isAcknowledged = told?.includes(acknowledged) === true && !isPartly
    if (isPartly) attempt.numbers = ANY
  }

  async function nominate(): Promise<void> {
    const title = oneOf(titles, dice) ?? ''
    ledger.brought.push({ account, title })
    const told = await type(`/paper nominate paper:${title}`)
    const became = /Nominated: (.+)/.exec(told ?? '')?.[1]
    if (became === undefined) return
    ledger.nominations.push({ title: became.replaceAll('&amp;', '&').trim(), account, isWithdrawn: false })
  }

  async function withdraw(): Promise<void> {
    const nomination = ledger.nominations.findLast((one) => one.account === account && !one.isWithdrawn)
    if (!nomination) return
    // From here on nobody can say whether it stands.
    nomination.isWithdrawn = true
    await type(`/paper withdraw paper:${nomination.title}`)
  }

  async function close(): Promise<void> {
    const asked = await town.act(member, { do: 'command', channel, text: '/paper club post' })
    if ((await answer(asked)) === undefined || !asked.message) return
    const message = find(town.room(chat), asked.message.id)
    const control = controlIds(message).find((id) => id.startsWith('club post:confirm:'))
    if (!message || control === undefined) return
    const told = await answer(await town.act(member, { do: 'click', channel, message: message.id, control }))
    if (told?.includes('is the paper of the week')) ledger.announced.push(told)
  }

  async function type(text: string): Promise<string | undefined> {
    return answer(await town.act(member, { do: 'command', channel, text }))
  }

  /** Every word of the bot's answer, a deferred one too; undefined where there was none in time. */
  async function answer({ message, error }: ActResult): Promise<string | undefined> {
    if (!message || error) return undefined
    if (message.state === 'sent' && wordsOf(message).trim() !== '') return wordsOf(message)
    const until = performance.now() + PATIENCE
    while (performance.now() < until) {
      await pause(PATIENCE / 20)
      const found = find(town.room(chat, GLANCE), message.id)
      if (found?.state === 'sent' && wordsOf(found).trim() !== '') return wordsOf(found)
    }
    return undefined
  }

  const acts = { comment, vote, edit, erase, react, nominate, withdraw, clear, close }
  return { comment, vote, actOnce: () => acts[weighted(onlyTalks ? TALKER : isAdmin ? ORGANISER : ORDINARY, dice)]() }
}

/** What somebody says in a message, or in the copy of one: behind the line that it answers. */
export function thingIn(message: MessageView): string | undefined {
  return thingsIn(message).at(-1)
}

export function thingsIn(message: MessageView): string[] {
  return wordsOf(message).match(/\S+ says thing number \d+( instead)?/g) ?? []
}

/** Takes one of the turns to say something that a chat has. */
function mayTalk(chat: ChatName, { free }: Ledger, onlyTalks: boolean): boolean {
  const now = performance.now()
  const every = onlyTalks ? TALK.everyAlone : TALK.every
  const turn = Math.max(free[chat] ?? Number.NEGATIVE_INFINITY, now - TALK.atOnce * every)
  if (turn > now) return false
  free[chat] = turn + every
  return true
}

/** Stands for a choice that nobody but the bot knows. */
export const ANY: number[] = []

function find({ messages, threads }: ChannelView, id: string): MessageView | undefined {
  return [...messages, ...threads.flatMap((thread) => thread.messages)].findLast((message) => message.id === id)
}
