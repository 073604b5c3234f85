import { capital } from '../chat/text.ts'

/** What the start tells whoever started it. */
export interface StartReport {
  url: string
  playground: boolean
  chats: { name: string; problem: string | null }[]
  store: string
  papers: number
  digests: number
  problems: number
  nextPick: Temporal.Instant | null
  zone: string
  /** Where its pages are, or why there are none. */
  pages: string
  /** How it is added elsewhere. */
  ways: readonly { label: string; url: string }[]
  /** Where the environment and the store differ, and what else is worth a look. */
  notes: string[]
}

export function startReport(report: StartReport): string {
  const rows = [
    [report.playground ? 'Look here' : 'Health', report.playground ? report.url : `${report.url}/health`],
    [
      'Chats',
      report.chats.map(({ name, problem }) => `${capital(name)} ${problem ? 'not connected' : 'connected'}`).join(', '),
    ],
    ['Pages', report.pages],
    ...report.ways.map(({ label, url }) => [label, url]),
    ['Store', report.store],
    ['Library', `${report.papers} papers of ${report.digests} digests`],
    ['Next pick', report.nextPick ? moment(report.nextPick, report.zone) : 'none yet: no room is bound to the club'],
  ]
  const notes = [
    ...report.chats.flatMap(({ name, problem }) =>
      problem ? [`${capital(name)}: ${problem} It is tried again by itself.`] : [],
    ),
    ...(report.problems > 0 ? [`${report.problems} records of the digests could not be read: see the log.`] : []),
    ...report.notes,
  ]
  return [
    'Lectern is ready.',
    ...rows.map(([name, value]) => `  ${`${name}:`.padEnd(11)} ${value}`),
    ...notes.map((note) => `  ! ${note}`),
    '  Ctrl-C ends it.',
    '',
  ].join('\n')
}

function moment(instant: Temporal.Instant, zone: string): string {
  const format = {
    timeZone: zone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  } as const
  return `${instant.toLocaleString('en-GB', format)} (${zone})`
}
