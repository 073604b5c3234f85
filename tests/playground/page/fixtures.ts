import type { ChatState, StoreView } from '../../../src/playground/types.ts'
import { message } from './fixture-chat.ts'

/** A title that would do harm on a page that took it for markup. */
export const EVIL = '<img src=x onerror="document.title=1"> & @everyone'

const PERSONAS = [
  { id: 'ada', name: 'Ada', admin: true },
  { id: 'ben', name: 'Ben Okri', admin: false },
  { id: 'chi', name: 'Chiyo', admin: false },
]

const WHEN = '2026-11-16T09:00:00.000Z'
const LATER = '2026-11-17T18:20:00.000Z'

const person = (id: string) => ({ id, name: PERSONAS.find((one) => one.id === id)?.name ?? id, bot: false })

export function discordContent(): ChatState {
  const pick = message({
    id: 'pick',
    at: WHEN,
    componentsV2: true,
    reactions: [{ emoji: '🎉', by: ['ben', 'chi'] }],
    components: [
      {
        type: 17,
        accent_color: 0x5b4bdb,
        components: [
          {
            type: 10,
            content:
              '### Paper of the week: [DeepSeek\\-R1](https://arxiv.org/abs/2501.12948)\n**Idea:** Reinforcement learning alone can teach a model to *reason step by step*, with `no supervised traces` to start from.\n\n-# 4 of 7 votes · counted <t:1795165200:F>',
          },
          { type: 14, spacing: 1 },
          {
            type: 9,
            components: [
              { type: 10, content: '- why it won: most approvals\n- from **The AI Timeline 37**\n  1. editor’s pick' },
            ],
            accessory: { type: 2, style: 5, label: 'Read', url: 'https://arxiv.org/abs/2501.12948' },
          },
          {
            type: 1,
            components: [
              { type: 2, style: 1, label: 'Details', custom_id: 'show:card:p1' },
              { type: 2, style: 2, label: 'Similar', custom_id: 'similar:list:p1' },
              { type: 2, style: 4, label: 'Withdraw', custom_id: 'week:withdraw:p1', disabled: true },
            ],
          },
        ],
      },
    ],
  })
  const ballot = message({
    id: 'ballot',
    at: WHEN,
    componentsV2: true,
    components: [
      {
        type: 17,
        accent_color: 0x2f8f83,
        components: [
          {
            type: 10,
            content: `### What do we read next?\n1. **Byte Latent Transformer** · 3 votes\n2. **${EVIL.replace('@', '\\@')}** · 1 vote\n3. **The Evolution of Robotics** · no vote`,
          },
          {
            type: 1,
            components: [
              {
                type: 3,
                custom_id: 'vote:cast:r2',
                placeholder: 'Choose all you would read',
                min_values: 0,
                max_values: 3,
                options: [
                  { label: 'Byte Latent Transformer', value: 'p2', description: 'Patches instead of tokens' },
                  { label: EVIL, value: 'p3' },
                  { label: 'The Evolution of Robotics', value: 'p4' },
                ],
              },
            ],
          },
          { type: 10, content: '-# Closes <t:1795770000:R>. Counts are shown, never names.' },
        ],
      },
    ],
  })
  return {
    name: 'Thursday Readers',
    connected: true,
    bot: { id: 'bot', name: 'Lectern' },
    personas: PERSONAS,
    channels: [
      {
        id: 'papers',
        name: 'papers',
        messages: [
          pick,
          ballot,
          message({
            id: 'hello',
            at: LATER,
            author: person('ben'),
            text: `**Nice** one, <@ada>! ${EVIL} see <#random>`,
          }),
          message({
            id: 'more',
            at: LATER,
            author: person('ben'),
            text: '> quoted\n```js\nlet a = 1 < 2\n```',
            editedAt: LATER,
          }),
          message({
            id: 'found',
            at: LATER,
            onlyFor: 'ada',
            answering: { persona: 'ada', command: 'paper find' },
            text: `Nothing found for “${EVIL}”.`,
          }),
          message({ id: 'slow', at: LATER, state: 'thinking', answering: { persona: 'ben', command: 'paper week' } }),
          message({ id: 'dead', at: LATER, state: 'failed', answering: { persona: 'ben', command: 'paper show' } }),
        ],
        threads: [
          {
            id: 'pick',
            parent: 'pick',
            name: 'DeepSeek-R1',
            archived: false,
            messages: [
              message({ id: 't1', at: LATER, author: person('ada'), text: 'What about the *reward*?' }),
              message({ id: 't2', at: LATER, author: person('chi'), text: 'Rule-based, see section 2.2.' }),
            ],
          },
        ],
      },
      { id: 'random', name: 'random', messages: [], threads: [] },
    ],
    commands: [
      {
        id: '1',
        name: 'paper',
        description: 'The reading group',
        options: [
          { type: 1, name: 'week', description: 'The paper of the week' },
          {
            type: 1,
            name: 'find',
            description: 'Look for papers',
            options: [
              { type: 3, name: 'words', description: 'What to look for', required: true },
              { type: 3, name: 'tag', description: 'Only papers with this tag', autocomplete: true },
            ],
          },
          {
            type: 1,
            name: 'show',
            description: 'Everything known of a paper',
            options: [{ type: 3, name: 'paper', description: 'Its title', required: true, autocomplete: true }],
          },
          {
            type: 2,
            name: 'club',
            description: 'The club',
            options: [
              {
                type: 1,
                name: 'set',
                description: 'Change when the club meets',
                options: [
                  {
                    type: 3,
                    name: 'weekday',
                    description: 'The day of the pick',
                    choices: [
                      { name: 'Monday', value: 'monday' },
                      { name: 'Tuesday', value: 'tuesday' },
                    ],
                  },
                ],
              },
            ],
          },
        ],
      },
      { id: '2', name: 'Nominate this paper', type: 3 },
    ],
    modals: [],
  }
}

export function slackContent(): ChatState {
  const plain = (text: string) => ({ type: 'plain_text', text, emoji: true })
  const mrkdwn = (text: string) => ({ type: 'mrkdwn', text })
  const evil = EVIL.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  const option = (text: string, value: string) => ({ text: plain(text), value })
  return {
    name: 'Thursday Readers',
    connected: true,
    bot: { id: 'bot', name: 'Lectern' },
    personas: PERSONAS.map((one) => (one.id === 'ben' ? { ...one, name: 'Emmy' } : one)),
    channels: [
      {
        id: 'papers',
        name: 'papers',
        messages: [
          message({
            id: 'pick',
            at: WHEN,
            text: 'Paper of the week: DeepSeek-R1',
            reactions: [{ emoji: 'thumbsup', by: ['ada'] }],
            components: [
              { type: 'header', text: plain('Paper of the week') },
              {
                type: 'section',
                text: mrkdwn(
                  '*<https://arxiv.org/abs/2501.12948|DeepSeek-R1>*\n*Idea:* Reinforcement learning alone can teach a model to _reason step by step_, with `no supervised traces` to start from.',
                ),
                accessory: {
                  type: 'button',
                  text: plain('Read'),
                  action_id: 'read',
                  url: 'https://arxiv.org/abs/2501.12948',
                },
              },
              { type: 'section', fields: [mrkdwn('*Votes*\n4 of 7'), mrkdwn('*From*\nThe AI Timeline 37')] },
              {
                type: 'context',
                elements: [mrkdwn('Counted <!date^1795165200^{date_long} {time}|on Monday> · most approvals')],
              },
              {
                type: 'actions',
                block_id: 'acts',
                elements: [
                  { type: 'button', text: plain('Details'), action_id: 'show:card:p1', style: 'primary' },
                  { type: 'button', text: plain('Similar'), action_id: 'similar:list:p1' },
                ],
              },
            ],
          }),
          message({
            id: 'ballot',
            at: WHEN,
            text: 'What do we read next?',
            components: [
              { type: 'header', text: plain('What do we read next?') },
              {
                type: 'section',
                text: mrkdwn(
                  `1. *Byte Latent Transformer* · 3 votes\n2. *${evil}* · 1 vote\n3. *The Evolution of Robotics* · no vote`,
                ),
              },
              { type: 'divider' },
              {
                type: 'actions',
                block_id: 'vote',
                elements: [
                  {
                    type: 'multi_static_select',
                    action_id: 'vote:cast:r2',
                    placeholder: plain('Choose all you would read'),
                    options: [
                      option('Byte Latent Transformer', 'p2'),
                      option(evil, 'p3'),
                      option('The Evolution of Robotics', 'p4'),
                    ],
                  },
                ],
              },
            ],
          }),
          message({
            id: 'hello',
            at: LATER,
            author: { id: 'ben', name: 'Emmy', bot: false },
            text: `*Nice* one, <@ada> :tada: ${evil} snake_case_name &gt; that`,
          }),
          message({
            id: 'found',
            at: LATER,
            onlyFor: 'ada',
            text: 'Nothing found.',
            components: [{ type: 'section', text: mrkdwn(`Nothing found for “${evil}”.`) }],
          }),
        ],
        threads: [
          {
            id: 'pick',
            parent: 'pick',
            name: 'pick',
            archived: false,
            messages: [
              message({
                id: 's1',
                at: LATER,
                author: { id: 'chi', name: 'Chiyo', bot: false },
                text: 'From the Slack side: ~no~ yes.',
              }),
            ],
          },
        ],
      },
    ],
    commands: [
      { name: '/paper', description: 'The reading group', usage: 'week | find <words> | show <paper> | help' },
      { name: 'Nominate this paper', callbackId: 'nominate', type: 'message' },
    ],
    modals: [],
  }
}

export const STORE: StoreView = {
  at: WHEN,
  nextPick: '2026-11-23T09:00:00.000Z',
  sections: [
    { title: 'Club', rows: [{ key: 'club/main', value: 'Mondays 09:00, Europe/Berlin' }] },
    {
      title: 'Rounds',
      rows: [
        { key: 'main/1', value: 'reading · DeepSeek-R1' },
        { key: 'main/2', value: 'voting · 3 papers' },
      ],
    },
    { title: 'Votes', rows: [{ key: 'votes/main/2', value: '4 approvals of 3 people' }] },
    { title: 'Comments', rows: [{ key: 'comments/main/1/t1', value: 'Ada: What about the *reward*?' }] },
  ],
}
