/**
 * `npm run term -- FILE.json …`: sets groups up in the chat as their files say that they work, runs their terms, and says what is
 * otherwise than they published. Exit code 1 when anything is.
 */
import { runFiles } from './term/main.ts'

const files = process.argv.slice(2)
if (files.length === 0) {
  process.stderr.write('Say which files of groups are to be run.\n')
  process.exit(2)
}
process.exit((await runFiles(files, (line) => void process.stdout.write(`${line}\n`))) ? 0 : 1)
