import type { WayOfChoosing } from './way.ts'

export const vote: WayOfChoosing = {
  says: 'Members vote, and the paper with most votes is read.',
  ballot: true,
  choose: () => null,
  nothing: () => 'Nobody has voted. Vote with `vote`.',
}
