import { standIn, type WayOfChoosing } from './way.ts'

export const organiser: WayOfChoosing = {
  says: 'Organisers choose what is read. Where they have not, the nomination that most would read stands in.',
  ballot: false,
  choose: standIn,
  nothing: () => 'Nobody has chosen a paper. An organiser can still do so with `club choose`.',
}
