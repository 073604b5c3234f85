import type { Fields } from './json.ts'
import { refusal } from './refusals.ts'

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

export interface Route {
  method: Method
  /** Path below `/api/v10`, with `:name` for what varies. What is called `token` stays out of logs. */
  path: string
  /** False where the path's own token is the proof. */
  needsToken: boolean
  handle(call: Call): Answer
}

export interface Call {
  params: Record<string, string>
  query: URLSearchParams
  body: Fields
  /** The body as sent, where it may be a list. */
  rawBody: unknown
  files: { field: string; name: string; type: string; size: number }[]
}

export interface Answer {
  status: number
  body?: unknown
}

export interface Match {
  route: Route
  params: Record<string, string>
  /** The path as it may be logged. */
  path: string
}

export const ok = (body: unknown): Answer => ({ status: 200, body })
export const created = (body: unknown): Answer => ({ status: 201, body })
export const done: Answer = { status: 204 }

/** A route that asks for the bot's token. */
export function route(method: Method, path: string, handle: (call: Call) => Answer): Route {
  return { method, path, needsToken: true, handle }
}

/** A route that everyone may call who knows its path. */
export function openRoute(method: Method, path: string, handle: (call: Call) => Answer): Route {
  return { method, path, needsToken: false, handle }
}

/** Finds the route of a call. Throws the refusal of unknown paths and methods. */
export function findRoute(routes: readonly Route[], method: string, path: string): Match {
  const segments = path.split('/').map(decoded)
  const fitting = routes.flatMap((route) => {
    const params = matchPath(route.path.split('/'), segments)
    return params ? [{ route, params, path: redacted(route.path, segments) }] : []
  })
  const match = fitting.find((candidate) => candidate.route.method === method)
  if (match) return match
  throw refusal(fitting.length > 0 ? 'methodNotAllowed' : 'notFound')
}

function matchPath(pattern: string[], segments: string[]): Record<string, string> | null {
  if (pattern.length !== segments.length) return null
  const params: Record<string, string> = {}
  for (const [index, expected] of pattern.entries()) {
    const actual = segments[index] ?? ''
    if (expected.startsWith(':')) params[expected.slice(1)] = actual
    else if (expected !== actual) return null
  }
  return params
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment)
  } catch {
    throw refusal('notFound')
  }
}

function redacted(pattern: string, segments: string[]): string {
  return pattern
    .split('/')
    .map((expected, index) => (expected === ':token' ? expected : (segments[index] ?? '')))
    .join('/')
}
