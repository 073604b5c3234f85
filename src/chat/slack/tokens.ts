/** What is wrong with Slack's tokens before they are tried. */

export interface SlackTokens {
  botToken?: string
  appToken?: string
  signingSecret?: string
}

/** One sentence for each mistake, naming the variable and where the right value is found. Empty when all is well. */
export function tokenProblems(
  { botToken, appToken, signingSecret }: SlackTokens,
  client?: { clientId: string; clientSecret: string },
): string[] {
  const problems: string[] = client ? clientProblems(client) : []
  // Workspaces that add the bot give it a token each.
  if (botToken === undefined && !client) {
    problems.push(
      'SLACK_BOT_TOKEN is missing: copy the Bot User OAuth Token from the Slack app’s “OAuth & Permissions” page.',
    )
  } else if (botToken !== undefined && !/^xoxb-[\w-]{10,}$/.test(botToken)) {
    problems.push('SLACK_BOT_TOKEN is malformed: it is the Bot User OAuth Token, which begins with xoxb-.')
  }
  if (appToken === undefined && signingSecret === undefined) {
    problems.push(
      'Set SLACK_APP_TOKEN (for Socket Mode: Slack needs no way in to this machine) or SLACK_SIGNING_SECRET (for HTTP at /slack/events).',
    )
  }
  if (appToken !== undefined && !/^xapp-[\w-]{10,}$/.test(appToken)) {
    problems.push(
      'SLACK_APP_TOKEN is malformed: it is an App-Level Token with the scope connections:write, which begins with xapp-.',
    )
  }
  if (signingSecret !== undefined && !/^[0-9a-f]{32}$/i.test(signingSecret)) {
    problems.push(
      'SLACK_SIGNING_SECRET is malformed: it is the Signing Secret of the app’s “Basic Information” page, 32 digits and letters a to f.',
    )
  }
  return problems
}

function clientProblems({ clientId, clientSecret }: { clientId: string; clientSecret: string }): string[] {
  const where = 'of the app’s “Basic Information” page'
  return [
    ...(/^\d+\.\d+$/.test(clientId)
      ? []
      : [`SLACK_CLIENT_ID is malformed: it is the Client ID ${where}, two numbers with a dot between them.`]),
    ...(/^[0-9a-f]{32}$/i.test(clientSecret)
      ? []
      : [`SLACK_CLIENT_SECRET is malformed: it is the Client Secret ${where}, 32 digits and letters a to f.`]),
  ]
}
