/** What a club may take along: everything it sees in the chats anyway. Tallies are in it, and never who voted. */
import { attendanceOf } from '../club/attendance.ts'
import type { Club } from '../club/club.ts'
import { tally } from '../club/counting.ts'
import { keys } from '../club/keys.ts'
import type { Round } from '../club/round.ts'
import { verdictsOf } from '../club/verdict.ts'
import type { Store } from '../store/store.ts'
import { entriesOf } from './library/entries.ts'
import { libraryKeys } from './library/library-keys.ts'
import { Additions, Clubs, Comings, Comments, Ideas, Rounds, Verdicts, Votes } from './records.ts'

/** A line of the export; docs/running.md has what each holds. */
export type ExportLine =
  | { kind: 'club'; id: string; zone: string; weekday: number; time: string; rooms: string[]; organisers: string[] }
  | {
      kind: 'round'
      club: string
      n: number
      state: Round['state']
      openedAt: string
      closedAt: string | null
      voters: number
      candidates: {
        paper: string
        title: string
        /** Null while they are hidden. */
        approvals: number | null
        nominatedBy: string | null
        reason: string | null
      }[]
      pick: { paper: string; title: string; approvals: number; rule: string } | null
      also: { paper: string; title: string; optional: boolean }[]
      discussed: { yes: number; no: number }
      recommended: { yes: number; no: number }
    }
  | {
      kind: 'comment'
      club: string
      round: number
      author: string | null
      /** The paper that it speaks of, where each of a meeting is talked of apart. */
      paper: string | null
      text: string
      at: string
      editedAt: string | null
    }
  | {
      kind: 'paper'
      club: string
      digest: string
      title: string
      authors: string[]
      link: string | null
      arxivId: string | null
      doi: string | null
      idea: string | null
    }
  | {
      kind: 'meeting'
      club: string
      day: string
      coming: number
      not: number
      waiting: number
      names: string[]
    }
  | { kind: 'idea'; club: string; paper: string; line: string; name: string }

const PAGE = 100

export async function* exportLines(store: Store): AsyncGenerator<ExportLine> {
  for (const { value: club } of await Clubs.range(store, keys.club(''))) yield* exportLinesOf(store, club)
}

export async function* exportLinesOf(store: Store, club: Club): AsyncGenerator<ExportLine> {
  yield clubLine(club)
  yield* weeksOf(store, club.id)
  yield* meetingsOf(store, club.id)
  yield* libraryOf(store, club.id)
}

/** Of meetings that somebody said something of; by name only who agreed to be named. */
async function* meetingsOf(store: Store, club: string): AsyncGenerator<ExportLine> {
  const prefix = keys.comingsOf(club)
  const said = await Comings.range(store, prefix)
  for (const [day = '', those] of Map.groupBy(said, ({ key }) => key.slice(prefix.length).split('/')[0])) {
    const { yes, no, wait } = attendanceOf(those.map(({ value }) => value))
    const counts = { coming: yes.count, not: no.count, waiting: wait.count }
    yield { kind: 'meeting', club, day, ...counts, names: yes.names }
  }
}

function clubLine({ id, schedule, rooms, organisers }: Club): ExportLine {
  return { kind: 'club', id, zone: schedule.zone, weekday: schedule.weekday, time: schedule.time, rooms, organisers }
}

async function* weeksOf(store: Store, club: string): AsyncGenerator<ExportLine> {
  for (let last = ''; ; ) {
    const page = await Rounds.range(store, keys.rounds(club), { from: last || keys.rounds(club), limit: PAGE + 1 })
    for (const { key, value: round } of page) {
      if (key === last) continue
      yield await roundLine(store, round)
      for (const { value } of await Comments.range(store, keys.comments(round))) {
        if (value.deletedAt !== null) continue
        const { author, paper, text, at, editedAt } = value
        const when = { at: at.toString(), editedAt: editedAt?.toString() ?? null }
        const said = { author: author?.name ?? null, paper, text, ...when }
        yield { kind: 'comment', club, round: round.n, ...said }
      }
    }
    if (page.length <= PAGE) return
    last = page.at(-1)?.key ?? ''
  }
}

async function roundLine(store: Store, round: Round): Promise<ExportLine> {
  const votes = round.tally ? [] : (await Votes.range(store, keys.votes(round))).map(({ value }) => value)
  const { voters, approvals } = round.tally ?? tally(round, votes)
  const { club, n, state, openedAt, closedAt, candidates, pick, also } = round
  return {
    kind: 'round',
    club,
    n,
    state,
    openedAt: openedAt.toString(),
    closedAt: closedAt?.toString() ?? null,
    voters,
    candidates: candidates.map(({ paper, title, nomination }) => ({
      paper,
      title,
      approvals: round.voting.hidden && !round.tally ? null : (approvals[paper] ?? 0),
      nominatedBy: nomination?.name ?? null,
      reason: nomination?.reason ?? null,
    })),
    pick: pick && { paper: pick.paper, title: pick.title, approvals: pick.approvals, rule: pick.rule },
    also: also.map(({ paper, title, optional }) => ({ paper, title, optional })),
    ...verdictsOf((await Verdicts.range(store, keys.verdicts(round))).map(({ value }) => value)),
  }
}

async function* libraryOf(store: Store, club: string): AsyncGenerator<ExportLine> {
  for (const { value: digest } of await Additions.range(store, libraryKeys.additions(club))) {
    for await (const entries of entriesOf(store, club, digest.id)) {
      for (const { paper, picked } of entries) {
        const { title, authors, link, arxivId, doi } = paper
        yield {
          kind: 'paper',
          club,
          digest: digest.title,
          title,
          authors,
          link,
          arxivId,
          doi,
          idea: paper.idea ?? picked,
        }
      }
    }
  }
  const prefix = libraryKeys.ideas(club)
  for (const { key, value } of await Ideas.range(store, prefix)) {
    yield { kind: 'idea', club, paper: key.slice(prefix.length), ...value }
  }
}
