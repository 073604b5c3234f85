import { FILES_SCOPE } from '../files.ts'
import { Refusal } from '../refusal.ts'
import { type Methods, need } from './method.ts'

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
}
