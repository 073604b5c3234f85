import { type APIInteractionResponse, InteractionResponseType, MessageFlags } from 'discord.js'
import type { Card, Form } from '../card.ts'
import type { Answers } from '../command.ts'
import type { Pending, Reply } from '../platform.ts'
import { type Exchange, message } from './exchange.ts'
import { renderForm } from './modal.ts'
import { render } from './outbound.ts'
import { within } from './within.ts'

/** Milliseconds for an answer to be there at once; after that it is deferred. */
const DIRECT = 1_000
/** Milliseconds for a form to be filled in; after that it opens empty. */
const PREFILL = 1_500

/** What the person acted upon: `update` needs a message to change, and no form can follow a form. */
export interface Origin {
  message: boolean
  form: boolean
}

type Shown = 'actor' | 'room' | 'update'

/**
 * Brings an answer to Discord: in the callback itself when it is there soon, else deferred with the visibility that it
 * will have and filled in later. What went wrong is said to the actor alone.
 */
export async function answer(exchange: Exchange, pending: Pending, origin: Origin): Promise<Form | undefined> {
  if (pending.answers === 'form') return openForm(exchange, pending, origin)
  const shown = shownAs(pending.answers, origin)
  const early = await within(pending.reply, DIRECT)
  if (early) {
    await exchange.respond(direct(early, shown, origin))
    if (early.kind === 'card') await early.told?.()
    return early.kind === 'form' ? early.form : undefined
  }
  await exchange.respond(deferral(shown))
  await deliver(exchange, await pending.reply, shown)
  return undefined
}

/** Nobody has a page of their own here: what would change one is said to them alone. */
function shownAs(answers: Exclude<Answers, 'form'>, { message }: Origin): Shown {
  if (answers === 'page' || (answers === 'update' && !message)) return 'actor'
  return answers
}

/** Opens the form and returns which, or says why there is none. */
async function openForm(exchange: Exchange, pending: Pending, origin: Origin): Promise<Form | undefined> {
  const reply = (await within(pending.reply, PREFILL)) ?? emptyForm(pending)
  await exchange.respond(direct(reply, 'actor', origin))
  return reply.kind === 'form' ? reply.form : undefined
}

function emptyForm({ empty }: Pending): Reply {
  return empty ? { kind: 'form', form: empty } : { kind: 'problem', card: TOO_LATE }
}

function direct(reply: Reply, shown: Shown, origin: Origin): APIInteractionResponse {
  switch (reply.kind) {
    case 'form':
      return origin.form ? message(TOO_LATE, 'actor') : modal(reply.form)
    case 'problem':
      return message(reply.card, 'actor')
    case 'card':
      return shown === 'update'
        ? { type: InteractionResponseType.UpdateMessage, data: render(reply.card) }
        : message(reply.card, shown)
  }
}

export function modal(form: Form): APIInteractionResponse {
  return { type: InteractionResponseType.Modal, data: renderForm(form) }
}

function deferral(shown: Shown): APIInteractionResponse {
  switch (shown) {
    case 'update':
      return { type: InteractionResponseType.DeferredMessageUpdate }
    case 'room':
      return { type: InteractionResponseType.DeferredChannelMessageWithSource }
    case 'actor':
      return {
        type: InteractionResponseType.DeferredChannelMessageWithSource,
        data: { flags: MessageFlags.Ephemeral },
      }
  }
}

async function deliver(exchange: Exchange, reply: Reply, shown: Shown): Promise<void> {
  if (reply.kind === 'card') {
    await exchange.edit(reply.card)
    return reply.told?.()
  }
  const card = reply.kind === 'problem' ? reply.card : TOO_LATE
  switch (shown) {
    case 'actor':
      return exchange.edit(card)
    case 'update':
      return exchange.whisper(card)
    case 'room':
      await exchange.withdraw()
      return exchange.whisper(card)
  }
}

/** Discord takes a form only as a first answer. */
const TOO_LATE: Card = {
  title: 'That took too long',
  blocks: [{ kind: 'text', text: 'Nothing was changed. Please try again.' }],
}
