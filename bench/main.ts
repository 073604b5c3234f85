/** `npm run bench`: prints JSON lines; compare figures of one run only, on a machine that does nothing else. */
import { benchCommands } from './commands.ts'
import { openGround } from './ground.ts'
import { benchStart } from './start.ts'

const ground = await openGround()
await benchStart(ground)
await benchCommands(ground)
await ground.close()
