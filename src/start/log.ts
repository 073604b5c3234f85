import pino, { type DestinationStream, type Logger } from 'pino'

/**
 * Logs as JSON lines on standard error. Of an error only its name, code, status, method, message and stack frames are
 * written: never URLs, bodies or headers, since a chat's errors carry tokens in the one and votes in the other.
 * `secrets` are masked wherever they turn up. `out`: where the lines go instead.
 */
export function createLog(level: string, secrets: readonly string[], out?: DestinationStream): Logger {
  const mask = masking(secrets)
  return pino(
    {
      level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      serializers: { err: (error: unknown) => describe(error, mask) },
      hooks: { streamWrite: mask },
    },
    out ?? pino.destination({ fd: 2, sync: true }),
  )
}

/** Cuts URLs out of texts, and masks the secrets by value. */
function masking(secrets: readonly string[]): (text: string) => string {
  const known = secrets.filter((secret) => secret.length >= 8)
  return (text) => known.reduce((masked, secret) => masked.replaceAll(secret, '[secret]'), withoutVoters(text))
}

/** The name of a vote's record ends in who cast it. */
function withoutVoters(text: string): string {
  return text.replaceAll(/\b(votes\/[^\s"'\\/]+\/\d+\/)[^\s"'\\]+/g, '$1…')
}

interface DescribedError {
  name: string
  code?: unknown
  status?: unknown
  method?: unknown
  message: string
  stack?: string
  cause?: unknown
}

function describe(error: unknown, mask: (text: string) => string): DescribedError | string {
  if (!(error instanceof Error)) return typeof error === 'string' ? withoutUrls(error) : typeof error
  const { name, message, stack, cause } = error
  const { code, status, method } = error as { code?: unknown; status?: unknown; method?: unknown }
  const frames = stack
    ?.split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join('\n')
  return {
    name,
    ...(isPlain(code) ? { code } : {}),
    ...(isPlain(status) ? { status } : {}),
    ...(isPlain(method) ? { method } : {}),
    message: mask(withoutQuotes(withoutUrls(message))),
    ...(frames ? { stack: withoutUrls(frames) } : {}),
    ...(cause === undefined ? {} : { cause: describe(cause, mask) }),
  }
}

function isPlain(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'number'
}

/** What is no JSON is somebody's text, and Node quotes of it where it stops. */
function withoutQuotes(text: string): string {
  return text.replaceAll(/, (?:\.{3})?".*?"(?:\.{3})? is not valid JSON/gs, ': it is not valid JSON')
}

function withoutUrls(text: string): string {
  return text.replaceAll(/\b(?:https?|wss?):\/\/[^\s)"']+/g, '[url]')
}
