/** Brings answers and forms to where they were asked for, in time. */
import type { ViewOutput } from '@slack/bolt'
import type { ModalView } from '@slack/web-api'
import type { Form } from '../card.ts'
import type { Log } from '../log.ts'
import type { Pending } from '../platform.ts'
import type { Spot } from './answer.ts'
import { loggable, slackCode } from './failure.ts'
import { formView, loadingView, problemView } from './form-view.ts'
import { againView, doneView, typedBlocks } from './submitted-view.ts'
import type { Workspace } from './workspace.ts'

/** Slack wants an answer within three seconds; we give one within one. */
export const SOON_MS = 800
/** Slack waits three seconds for what a menu offers. */
export const OFFER_MS = 2_200

/** Brings what comes of a call or a click to where it was made. */
export async function bring(at: Workspace, log: Log, trigger: string, spot: Spot, pending: Pending): Promise<void> {
  if (pending.answers === 'form') return openForm(at, log, trigger, spot, pending)
  await at.answer(spot, pending.answers, await pending.reply)
}

/** Opens the modal at once, since a trigger lives three seconds: filled in when the form is there, else on its way. */
async function openForm(at: Workspace, log: Log, trigger: string, spot: Spot, pending: Pending): Promise<void> {
  const { answer } = at
  const { client } = at.reached
  const view = (form: Form) => formView(at.mayReadFiles() ? form : withoutFiles(form), JSON.stringify(spot))
  const soon = await within(pending.reply, SOON_MS)
  try {
    if (soon?.kind === 'form') {
      await client.views.open({ trigger_id: trigger, view: view(soon.form) })
      return
    }
    if (soon) return answer(spot, 'actor', soon)
    const loading = loadingView(pending.empty?.title ?? '')
    const { view: opened } = await client.views.open({ trigger_id: trigger, view: loading })
    const reply = await pending.reply
    if (!opened?.id) return
    const filled = reply.kind === 'form' ? view(reply.form) : problemView(reply.card)
    await client.views.update({ view_id: opened.id, ...(opened.hash ? { hash: opened.hash } : {}), view: filled })
  } catch (error) {
    // The person closed the modal before it was filled in.
    if (slackCode(error) === 'not_found') return
    log.warn(loggable(error), 'A form could not be opened in Slack')
    await answer(spot, 'actor', { kind: 'problem', card: NOT_OPENED })
  }
}

/** Brings what comes of a form that took long: what went wrong into the form itself, with all that was typed. */
export async function finish(
  at: Workspace,
  log: Log,
  spot: Spot,
  pending: Pending,
  submitted: ViewOutput | null,
): Promise<void> {
  const reply = await pending.reply
  const show = async (view: ModalView) => {
    if (!submitted) return false
    try {
      await at.reached.client.views.update({ view_id: submitted.id, view })
      return true
    } catch (error) {
      // The person closed the modal meanwhile.
      if (slackCode(error) !== 'not_found') log.warn(loggable(error), 'A form could not be shown again in Slack')
      return false
    }
  }
  if (reply.kind !== 'problem') {
    await at.answer(spot, pending.answers, reply, 'call')
    if (reply.kind === 'card') await show(doneView(reply.card))
    return
  }
  if (submitted && (await show(againView(submitted, reply.card)))) return
  const typed = submitted ? typedBlocks(submitted) : []
  const card = { ...reply.card, blocks: [...reply.card.blocks, ...typed] }
  await at.answer(spot, pending.answers, { kind: 'problem', card }, 'call')
}

function withoutFiles(form: Form): Form {
  return { ...form, inputs: form.inputs.filter(({ kind }) => kind !== 'file') }
}

const NOT_OPENED = {
  title: 'The form did not open',
  blocks: [{ kind: 'text' as const, text: 'Slack did not take it in time. Nothing was lost: please try again.' }],
}

/** What a promise gives in time, else null. */
export async function within<T>(promise: Promise<T>, ms: number): Promise<T | null> {
  const late = Promise.withResolvers<null>()
  const timer = setTimeout(late.resolve, ms, null)
  try {
    return await Promise.race([promise, late.promise])
  } finally {
    clearTimeout(timer)
  }
}
