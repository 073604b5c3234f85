import { organiser } from './organiser.ts'
import { presenter } from './presenter.ts'
import { random } from './random.ts'
import { sequence } from './sequence.ts'
import { vote } from './vote.ts'
import type { WayOfChoosing } from './way.ts'
import type { Way } from './way-name.ts'

/** Every way of choosing, by its name. */
export const WAYS: Readonly<Record<Way, WayOfChoosing>> = { vote, presenter, sequence, organiser, random }
