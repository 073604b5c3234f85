/** How the app is added to a workspace: Slack's page that asks for it, and the code that is then exchanged for a token. */
import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { requestUrl } from '../request-url.ts'
import type { World } from '../world.ts'
import type { Fields } from './fields.ts'
import { APP_ID, CLIENT_ID, CLIENT_SECRET } from './ids.ts'
import type { Install, Installs } from './installs.ts'
import { Refusal } from './refusal.ts'
import type { Settings } from './settings.ts'
import { ORGANISATION, type Team } from './teams.ts'

export interface OAuth {
  /** Answers if the address is one of the flow's. */
  serve(request: IncomingMessage, response: ServerResponse): boolean
  /** What `oauth.v2.access` gives. Refusals carry Slack's codes. */
  access(args: Fields): Fields
}

interface Code {
  teams: string[]
  org: boolean
  scopes: string[]
  redirect: string
  by: string
  at: number
  used: boolean
}

/** Milliseconds that a code is good for. */
const LIFE = 600_000
const ALL = 'organisation'

export function openOAuth(world: World, settings: Settings, installs: Installs, teams: readonly Team[]): OAuth {
  const codes = new Map<string, Code>()

  /** What Slack says instead of asking anybody. */
  function refusal({ searchParams }: URL): string | null {
    const scopes = searchParams.get('scope')?.split(',') ?? []
    if (searchParams.get('client_id') !== CLIENT_ID) return 'invalid_client_id'
    if (!settings.redirects.some((known) => searchParams.get('redirect_uri')?.startsWith(known))) {
      return 'bad_redirect_uri'
    }
    if (scopes.some((scope) => !settings.scopes.includes(scope))) return 'invalid_scope'
    return null
  }

  function ask(url: URL): string {
    const places = [
      ...teams.map(({ id, name }) => [id, name]),
      ...(settings.organisation ? [[ALL, `all of ${ORGANISATION.name}`]] : []),
    ]
    const hidden = ['client_id', 'scope', 'redirect_uri', 'state'].map(
      (name) => `<input type="hidden" name="${name}" value="${escaped(url.searchParams.get(name) ?? '')}">`,
    )
    return page(
      'Lectern is asking to be added',
      `<form action="/oauth/v2/decide">${hidden.join('')}
<p><label>to <select name="team">${places.map(([id, name]) => `<option value="${id}">${name}</option>`).join('')}</select></label></p>
<p>It asks for: ${escaped(url.searchParams.get('scope') ?? '')}</p>
<p><button name="answer" value="allow">Allow</button> <button name="answer" value="cancel">Cancel</button></p></form>`,
    )
  }

  function decide({ searchParams }: URL): string {
    const redirect = searchParams.get('redirect_uri') ?? ''
    const back = new URL(redirect)
    back.searchParams.set('state', searchParams.get('state') ?? '')
    const chosen = searchParams.get('team') ?? ''
    const org = chosen === ALL && settings.organisation
    const of = teams.filter(({ id }) => org || id === chosen)
    if (searchParams.get('answer') !== 'allow' || of.length === 0) {
      back.searchParams.set('error', 'access_denied')
      return back.href
    }
    const code = `${randomBytes(6).toString('hex')}.${randomBytes(24).toString('hex')}`
    codes.set(code, {
      teams: of.map(({ id }) => id),
      org,
      scopes: searchParams.get('scope')?.split(',') ?? [],
      redirect,
      by: of[0]?.people[0]?.id ?? '',
      at: world.now(),
      used: false,
    })
    back.searchParams.set('code', code)
    return back.href
  }

  function exchanged({ code: given, redirect_uri: redirect }: Fields): { install: Install; by: string } {
    const code = codes.get(String(given))
    if (!code || world.now() - code.at > LIFE) throw new Refusal('invalid_code')
    if (code.used) throw new Refusal('code_already_used')
    if (redirect !== code.redirect) throw new Refusal('bad_redirect_uri')
    code.used = true
    return { install: installs.grant(code.teams, code.org, code.scopes), by: code.by }
  }

  function renewed({ refresh_token: refresh }: Fields): { install: Install; by: string } {
    const install = installs.renew(String(refresh))
    if (!install) throw new Refusal('invalid_refresh_token')
    return { install, by: '' }
  }

  return {
    serve(request, response) {
      const url = requestUrl(request)
      if (!url.pathname.startsWith('/oauth/v2/')) return false
      const refused = refusal(url)
      const html = { 'content-type': 'text/html; charset=utf-8' }
      if (refused) response.writeHead(400, html).end(page('Something went wrong', escaped(refused)))
      else if (url.pathname === '/oauth/v2/authorize') response.writeHead(200, html).end(ask(url))
      else if (url.pathname === '/oauth/v2/decide') response.writeHead(302, { location: decide(url) }).end()
      else response.writeHead(404).end()
      return true
    },
    access(args) {
      if (args.client_id !== CLIENT_ID) throw new Refusal('invalid_client_id')
      if (args.client_secret !== CLIENT_SECRET) throw new Refusal('bad_client_secret')
      const { grant_type: grant = 'authorization_code' } = args
      if (grant !== 'authorization_code' && grant !== 'refresh_token') throw new Refusal('invalid_grant_type')
      const { install, by } = grant === 'refresh_token' ? renewed(args) : exchanged(args)
      const team = teams.find(({ id }) => id === install.teams[0])
      return {
        access_token: install.token,
        token_type: 'bot',
        scope: install.scopes.join(','),
        bot_user_id: team?.bot.user,
        app_id: APP_ID,
        team: install.org ? null : { id: team?.id, name: team?.name },
        enterprise: settings.organisation ? ORGANISATION : null,
        is_enterprise_install: install.org,
        authed_user: { id: by },
        ...(install.refresh === undefined ? {} : { refresh_token: install.refresh, expires_in: settings.rotation }),
      }
    },
  }
}

function page(title: string, body: string): string {
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><body style="font:1rem/1.5 sans-serif;max-width:36rem;margin:4rem auto"><h1>${title}</h1>${body}</body></html>`
}

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
