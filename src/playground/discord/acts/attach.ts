import type { FileSent } from '../../types.ts'
import { ATTACHMENT_LIMIT, type Attachment } from '../cdn.ts'
import { LIMITS } from '../limits.ts'
import type { Realm } from '../realm.ts'

/** Keeps the files that a person sends, or says why Discord does not take them. */
export function attach(
  realm: Realm,
  files: readonly FileSent[],
  about: Pick<Attachment, 'place' | 'ephemeral'>,
): Attachment[] | { error: string } {
  if (files.length > LIMITS.attachments) return { error: `At most ${LIMITS.attachments} files can be sent at once` }
  if (files.some(({ base64 }) => Buffer.byteLength(base64, 'base64') > ATTACHMENT_LIMIT)) {
    return { error: 'Your file is too large: 10 MB can be sent here' }
  }
  return files.map((file) => realm.cdn.keep(file, { id: realm.mint(), ...about }))
}

/** Files as an interaction spells them out, by id. */
export function resolvedFiles(realm: Realm, attachments: readonly Attachment[]): Record<string, unknown> {
  return Object.fromEntries(attachments.map((attachment) => [attachment.id, realm.cdn.view(attachment)]))
}
