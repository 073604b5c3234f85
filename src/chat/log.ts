/** Where the platforms write what an operator should know. pino fits; `fields` hold names, codes and ids, never texts. */
export interface Log {
  debug(fields: object, message: string): void
  info(fields: object, message: string): void
  warn(fields: object, message: string): void
  error(fields: object, message: string): void
}
