/** Asks Slack about the bot without opening a socket: a second one would take events from the running bot. */
import { WebClient, type WebClientOptions } from '@slack/web-api'
import { type Examined, type Finding, fine, wrong } from '../examined.ts'
import type { Log } from '../log.ts'
import type { Vault } from '../vault.ts'
import { boltLogger } from './bolt-app.ts'
import { chatFailure, slackCode } from './failure.ts'
import { installations } from './installations.ts'
import { installUrlOf } from './installing.ts'
import { lacking } from './options.ts'
import { refusal } from './reach.ts'
import { checkRoom, notAdded } from './room-check.ts'

export interface Tokens {
  botToken: string
  appToken?: string
  apiUrl?: string
}

export async function examineSlack({ botToken, appToken, apiUrl }: Tokens, log: Log): Promise<Examined> {
  const options = optionsFor(apiUrl, log)
  const client = new WebClient(botToken, options)
  try {
    const { team_id: team = '', team: called, response_metadata } = await client.auth.test()
    const missing = lacking(response_metadata?.scopes ?? null)
    return {
      findings: [
        fine(`Slack takes SLACK_BOT_TOKEN: the workspace is ${called ?? 'unnamed'}.`),
        missing.length === 0
          ? fine('The Slack app has every scope that it needs.')
          : wrong(
              `The Slack app lacks ${missing.join(', ')}. Take the manifest that npm run manifest prints, and install the app again.`,
            ),
        ...(appToken ? [await examineSocket(new WebClient(appToken, options))] : []),
      ],
      checkRoom: (room) => checkRoom(client, { team }, room),
    }
  } catch (error) {
    return { findings: [wrong(refusal('SLACK_BOT_TOKEN', error))], checkRoom: null }
  }
}

/** Of a bot that workspaces add themselves: nobody need add it to be asked. */
export async function examineClient(
  { clientId, clientSecret, appToken, apiUrl }: Omit<Tokens, 'botToken'> & { clientId: string; clientSecret: string },
  log: Log,
): Promise<Examined> {
  const options = optionsFor(apiUrl, log)
  const client = new WebClient(undefined, options)
  const error: unknown = await client.oauth.v2
    .access({ client_id: clientId, client_secret: clientSecret, code: 'none' })
    .then(
      () => null,
      (refused) => refused,
    )
  const code = slackCode(error)
  const finding =
    code === 'invalid_code'
      ? fine('Slack takes SLACK_CLIENT_ID and SLACK_CLIENT_SECRET.')
      : wrong(refusal(code === 'bad_client_secret' ? 'SLACK_CLIENT_SECRET' : 'SLACK_CLIENT_ID', error))
  return {
    findings: [finding, ...(appToken ? [await examineSocket(new WebClient(appToken, options))] : [])],
    checkRoom: null,
  }
}

/** Of each workspace that added the bot: whether its token is taken, and what may be done with it. */
export async function examineInstalled(
  vault: Vault,
  { apiUrl, publicUrl }: Pick<Tokens, 'apiUrl'> & { publicUrl: string },
  log: Log,
): Promise<Examined> {
  const installUrl = installUrlOf({ publicUrl })
  const clients = new Map<string, WebClient>()
  const findings: Finding[] = []
  for (const kept of await installations(vault).all()) {
    const place = kept?.isEnterpriseInstall ? kept.enterprise : kept?.team
    const token = kept?.bot?.token
    if (!place || !token) {
      findings.push(
        wrong(`A workspace’s token cannot be read. Set SECRETS_KEY as it was, or have it added at ${installUrl}.`),
      )
      continue
    }
    const client = new WebClient(token, optionsFor(apiUrl, log))
    clients.set(place.id, client)
    findings.push(...(await examineWorkspace(client, place.name ?? place.id, installUrl)))
  }
  return {
    findings,
    async checkRoom(room) {
      const [, team = ''] = room.split(':')
      const query = await installations(vault)
        .queryFor(team)
        .catch(() => null)
      const found = clients.get(team) ?? clients.get(query?.enterpriseId ?? '')
      return found ? checkRoom(found, { team }, room) : notAdded(installUrl)
    },
  }
}

async function examineWorkspace(client: WebClient, name: string, installUrl: string): Promise<Finding[]> {
  try {
    const { response_metadata } = await client.auth.test()
    const missing = lacking(response_metadata?.scopes ?? null)
    return missing.length === 0
      ? [fine(`The workspace ${name} takes the bot’s token, which may do all that is needed.`)]
      : [wrong(`In the workspace ${name} the bot lacks ${missing.join(', ')}: have it added again at ${installUrl}.`)]
  } catch (error) {
    const code = slackCode(error)
    // It is renewed when it is used next.
    if (code === 'token_expired') return [fine(`The workspace ${name} has a token that is renewed when it is used.`)]
    if (code === null || chatFailure(error).reason === 'busy') {
      return [wrong(`The workspace ${name} could not be asked: ${refusal('the token', error)}`)]
    }
    return [wrong(`The workspace ${name} takes the bot’s token no more (${code}): have it added at ${installUrl}.`)]
  }
}

function optionsFor(apiUrl: string | undefined, log: Log): WebClientOptions {
  return {
    retryConfig: { retries: 0 },
    timeout: 10_000,
    rejectRateLimitedCalls: true,
    logger: boltLogger(log),
    ...(apiUrl ? { slackApiUrl: apiUrl } : {}),
  }
}

async function examineSocket(client: WebClient): Promise<Finding> {
  try {
    await client.apps.connections.open({})
    return fine('Slack takes SLACK_APP_TOKEN.')
  } catch (error) {
    return wrong(refusal('SLACK_APP_TOKEN', error))
  }
}
