/** A button's, select's or form's id: `command:action:arg`, at most 100 characters (Discord's custom_id). */
export interface Action {
  /** A command's name, its words joined by a space: `club skip`. */
  command: string
  action: string
  /** Everything else is looked up in the store by this. May be empty, may hold colons. */
  arg: string
}

const LIMIT = 100

export function actionId(command: string, action: string, arg = ''): string {
  const id = `${command}:${action}:${arg}`
  if (id.length > LIMIT) throw new Error(`action id over ${LIMIT} characters: ${command}:${action}`)
  return id
}

/** How many characters an id has left behind the beginning of its argument. */
export function roomIn(command: string, action: string, arg: string): number {
  return LIMIT - `${command}:${action}:${arg}`.length
}

export function parseActionId(id: string): Action | null {
  const match = /^([a-z ]+):([a-z]+):(.*)$/s.exec(id)
  if (!match) return null
  const [, command = '', action = '', arg = ''] = match
  return { command, action, arg }
}
