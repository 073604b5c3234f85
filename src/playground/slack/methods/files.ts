import { fieldsOf } from '../fields.ts'
import { FILES_SCOPE } from '../files.ts'
import { post } from '../postings.ts'
import { Refusal } from '../refusal.ts'
import { json, type Methods, need, postableChannel } from './method.ts'

const WRITE_SCOPE = 'files:write'

export const files: Methods = {
  'files.info': {
    token: 'bot',
    scope: FILES_SCOPE,
    tier: 100,
    run(slack, args) {
      const file = slack.files.view(need(args, 'file'))
      if (!file) throw new Refusal('file_not_found')
      return { file, comments: [], response_metadata: { next_cursor: '' } }
    },
  },
  'files.getUploadURLExternal': {
    token: 'bot',
    scope: WRITE_SCOPE,
    tier: 100,
    run(slack, args) {
      const length = Number(need(args, 'length'))
      if (!(length > 0)) throw new Refusal('file_upload_size_restricted')
      const { id, path } = slack.uploads.begin(need(args, 'filename'), length)
      return { upload_url: `${slack.origin}${path}`, file_id: id }
    },
  },
  'files.completeUploadExternal': {
    token: 'bot',
    scope: WRITE_SCOPE,
    tier: 100,
    run(slack, args) {
      const channel = postableChannel(slack, { ...args, channel: args.channel_id })
      const asked = json(args, 'files')
      const ids = (Array.isArray(asked) ? asked : []).map((file) => String(fieldsOf(file).id))
      const files = ids.map((id) => {
        const sent = slack.uploads.finish(id)
        if (!sent) throw new Refusal('file_not_found')
        const { user } = slack.team.bot
        return slack.files.keep({ name: sent.name, type: '', base64: sent.bytes.toString('base64') }, user)
      })
      post(slack, { channel: channel.id, user: slack.team.bot.user, bot: true, text: '', files })
      return { files: files.map((id) => slack.files.view(id)) }
    },
  },
}
