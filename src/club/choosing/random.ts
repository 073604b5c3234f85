import { papersOf, type WayOfChoosing } from './way.ts'

export const random: WayOfChoosing = {
  says: 'A paper is drawn at random: from the nominations as long as there are some, else from the library.',
  ballot: false,
  choose: ({ club, drawn }) => ({ papers: papersOf(drawn, club), rule: 'random' }),
  nothing: () => 'Nothing is left to draw. Add papers with `add`, or nominate some with `nominate`.',
}
