/** The terms of some groups, one after another, as told in words. */

import { unremindedOf } from './commands.ts'
import { compare } from './compare.ts'
import { readTerms } from './group.ts'
import { runTerm } from './term.ts'

/** Whether all of them went as they were published. */
export async function runFiles(files: readonly string[], tell: (line: string) => void): Promise<boolean> {
  let isSame = true
  for (const term of (await Promise.all(files.map(readTerms))).flat()) {
    const ran = await runTerm(term)
    const { same, inBreaks, ofCancelled, differences } = compare(term, ran)
    const { name, span, acts, sessions, process, unread } = term
    tell(`${name}, ${span.from} to ${span.to}`)
    const unreminded = unremindedOf(term.process)
    if (unreminded.length > 0) tell(`  no reminder can be had of ${unreminded.join(', ')}`)
    const isSplit = (process.tracks ?? 1) > 1 && (process.trackList ?? []).length < 2
    if (isSplit) tell(`  the file tells of ${process.tracks} tracks, and not what each is: they are run as one`)
    if (unread.length > 0) tell(`  nothing follows here from ${unread.join(', ')}`)
    tell(`  ${ran.settings} settings; ${ran.acts.length} acts of an organiser beside ${acts.length} in the file`)
    for (const { day, line } of ran.acts) tell(`    ${day}: ${line}`)
    const { nominations, signUps, swaps, chosen, settled } = ran.brought
    tell(
      `  ${nominations} nominations, ${signUps} sign-ups, ${swaps} swaps and ${chosen} papers chosen by who presents were brought by members, ` +
        `${settled.length} facts by an organiser`,
    )
    tell(
      `  ${same} of ${sessions.length} dates as published; ${ran.posts.length} posts, ${inBreaks.length} in a break, ` +
        `${ofCancelled.length} reminders of what was cancelled`,
    )
    for (const difference of differences) tell(`    ${difference}`)
    isSame &&= differences.length === 0
  }
  return isSame
}
