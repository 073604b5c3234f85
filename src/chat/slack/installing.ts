/** Adding the bot to a workspace through a browser: Bolt's own installer behind the bot's web server. */
import { type CodedError, ErrorCode, type Installation, InstallProvider } from '@slack/oauth'
import type { WebClientOptions } from '@slack/web-api'
import type { Log } from '../log.ts'
import { SCOPES } from './asks.ts'
import { boltLogger } from './bolt-app.ts'
import { answer, type Handler } from './http.ts'
import type { Installations } from './installations.ts'

export interface InstallingOptions {
  clientId: string
  clientSecret: string
  /** What the state is signed with that comes back with a person. */
  stateSecret: string
  /** Where the bot's web is reached, `https://host`. */
  publicUrl: string
  /** A page that says something, with a link to go on. */
  page(title: string, sentence: string, link: { label: string; url: string }): string
}

const INSTALL_PATH = '/slack/install'
export const REDIRECT_PATH = '/slack/oauth_redirect'

/** Where people begin. */
export function installUrlOf(options: Pick<InstallingOptions, 'publicUrl'> | undefined): string {
  return options ? new URL(INSTALL_PATH, options.publicUrl).href : ''
}

export interface Installing {
  provider: InstallProvider
  /** By path. */
  handlers: ReadonlyMap<string, Handler>
}

/** `added` hears what the bot was added to. */
export function installing(
  { clientId, clientSecret, stateSecret, publicUrl, page }: InstallingOptions,
  kept: Installations,
  clientOptions: WebClientOptions,
  added: (installation: Installation) => void,
  log: Log,
): Installing {
  const start = installUrlOf({ publicUrl })
  const urlOptions = { scopes: [...SCOPES], redirectUri: new URL(REDIRECT_PATH, publicUrl).href }
  const { slackApiUrl } = clientOptions
  const provider = new InstallProvider({
    clientId,
    clientSecret,
    stateSecret,
    directInstall: true,
    installUrlOptions: urlOptions,
    installationStore: {
      fetchInstallation: (query) => kept.fetch(query),
      async storeInstallation(installation) {
        await kept.store(installation)
        added(installation)
      },
    },
    clientOptions,
    logger: boltLogger(log),
    ...(slackApiUrl ? { authorizationUrl: new URL('/oauth/v2/authorize', slackApiUrl).href } : {}),
  })

  const reading =
    (handler: Handler): Handler =>
    async (request, response) =>
      request.method === 'GET' ? handler(request, response) : answer(response, 405)

  const install = reading((request, response) => provider.handleInstallPath(request, response, {}, urlOptions))

  const comeBack = reading((request, response) =>
    provider.handleCallback(request, response, {
      async successAsync({ team, enterprise }) {
        const { id, name } = team ?? enterprise ?? {}
        const sentence = `It is in ${name ?? 'your workspace'} now. Invite it to a channel there: /invite @Lectern.`
        const link = { label: 'Back to Slack', url: `https://app.slack.com/client/${id ?? ''}` }
        response.writeHead(200, HTML).end(page('Lectern was added', sentence, link))
      },
      async failureAsync(error) {
        log.warn({ code: error.code }, 'The bot could not be added to a workspace in Slack')
        response.writeHead(400, HTML).end(page('Lectern was not added', why(error), { label: 'Try again', url: start }))
      },
    }),
  )

  return {
    provider,
    handlers: new Map([
      [INSTALL_PATH, install],
      [REDIRECT_PATH, comeBack],
    ]),
  }
}

const HTML = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' }

function why(error: CodedError): string {
  switch (error.code) {
    case ErrorCode.AuthorizationError:
      return 'It was declined in Slack. Nothing was changed.'
    case ErrorCode.InvalidStateError:
    case ErrorCode.MissingStateError:
    case ErrorCode.MissingCodeError:
      return 'That page was opened more than ten minutes ago, or in another browser. Begin anew.'
    default:
      return 'Slack did not take it. Begin anew, and should that fail too, tell whoever runs this bot.'
  }
}
