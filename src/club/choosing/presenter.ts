import { standIn, type WayOfChoosing } from './way.ts'

export const presenter: WayOfChoosing = {
  says: 'Whoever presents chooses what is read. Where they have not, the nomination that most would read stands in.',
  ballot: false,
  choose: standIn,
  nothing: () => 'Nobody has chosen a paper. Whoever presents can still do so, or an organiser with `club choose`.',
}
