/** Files that people send in Discord: fetched from where Discord keeps them, and from nowhere else. */
import type { APIAttachment } from 'discord.js'
import type { Log } from '../log.ts'
import { type SentFile, sentFile } from '../sent-file.ts'

const OWN = ['https://cdn.discordapp.com', 'https://media.discordapp.net']

export type Attachments = Readonly<Record<string, Attachment>>
export type Attachment = Pick<APIAttachment, 'filename' | 'size' | 'url'>

export type FileOf = (attachment: Attachment) => SentFile

/** `apiUrl`: another API than Discord's own keeps its files itself. */
export function createFiles(apiUrl: string | undefined, log: Log): FileOf {
  const own = new Set([...OWN, ...(apiUrl === undefined ? [] : [new URL(apiUrl).origin])])
  return ({ filename: name, size, url }) => {
    const ask = async (signal: AbortSignal) => {
      if (!own.has(URL.parse(url)?.origin ?? '')) throw new Error('not one of Discord’s addresses')
      return fetch(url, { redirect: 'manual', signal })
    }
    return sentFile({ name, size }, ask, log)
  }
}
