/** What is wrong with a bot token by its form alone, as a sentence; null when it may be right. */
export function tokenProblem(token: string): string | null {
  if (/^(Bot|Bearer)\s/i.test(token)) return 'DISCORD_TOKEN must be the bare token, without "Bot" before it.'
  const parts = token.split('.')
  const [bot = ''] = parts
  const wellFormed = parts.length === 3 && parts.every((part) => /^[\w-]+={0,2}$/.test(part))
  if (wellFormed && /^\d+$/.test(Buffer.from(bot, 'base64').toString())) return null
  return (
    'DISCORD_TOKEN is not a bot token: it has three parts joined by dots. ' +
    'Copy it from the Bot page of your application at https://discord.com/developers/applications (Reset Token).'
  )
}
