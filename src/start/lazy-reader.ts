import type { Reader } from '../services/library/reader.ts'
import type { Config } from './config.ts'

/** Brings in the parsers and their thread at the first document: a start need not wait for them. */
export function lazyReader(config: Config): Reader & { close(): Promise<void> } {
  let opened: Promise<{ reader: Reader; close(): Promise<void> }> | undefined

  async function open(): Promise<{ reader: Reader; close(): Promise<void> }> {
    const [{ openDocuments }, { createReader }] = await Promise.all([
      import('../services/importing/documents.ts'),
      import('../services/importing/reader.ts'),
    ])
    const { ARXIV_API_URL, DOI_API_URL, OPENREVIEW_API_URL, PICTURE_HOSTS } = config
    const documents = openDocuments({
      pictureHosts: PICTURE_HOSTS,
      bases: { arxiv: [ARXIV_API_URL], doi: [DOI_API_URL], openreview: OPENREVIEW_API_URL },
    })
    return { reader: createReader(documents), close: () => documents.close() }
  }

  async function reader(): Promise<Reader> {
    opened ??= open()
    return (await opened).reader
  }

  return {
    read: async (what) => (await reader()).read(what),
    readFeed: async (url, validators) => (await reader()).readFeed(url, validators),
    async close() {
      await (await opened)?.close()
    },
  }
}
