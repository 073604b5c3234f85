/** The package ships its schemas as plain JavaScript: these are the ones that we hold calls and answers against. */
declare module 'discord-api-spec/zod' {
  import type { ZodType } from 'zod'

  export const ApplicationCommandAutocompleteCallbackRequestSchema: ZodType
  export const ApplicationCommandCreateRequestSchema: ZodType
  export const ApplicationCommandPatchRequestPartialSchema: ZodType
  export const ApplicationCommandResponseSchema: ZodType
  export const ApplicationCommandUpdateRequestSchema: ZodType
  export const CreateMessageInteractionCallbackRequestSchema: ZodType
  export const CreatePrivateChannelRequestSchema: ZodType
  export const CreateTextThreadWithMessageRequestSchema: ZodType
  export const CreateTextThreadWithoutMessageRequestSchema: ZodType
  export const ErrorResponseSchema: ZodType
  export const ExternalScheduledEventCreateRequestSchema: ZodType
  export const ExternalScheduledEventPatchRequestPartialSchema: ZodType
  export const ExternalScheduledEventResponseSchema: ZodType
  export const GatewayBotResponseSchema: ZodType
  export const GuildChannelResponseSchema: ZodType
  export const GuildIncomingWebhookResponseSchema: ZodType
  export const GuildMemberResponseSchema: ZodType
  export const GuildResponseSchema: ZodType
  export const IncomingWebhookRequestPartialSchema: ZodType
  export const IncomingWebhookUpdateRequestPartialSchema: ZodType
  export const InteractionCallbackResponseSchema: ZodType
  export const MessageCreateRequestSchema: ZodType
  export const MessageEditRequestPartialSchema: ZodType
  export const MessageResponseSchema: ZodType
  export const ModalInteractionCallbackRequestSchema: ZodType
  export const PrivateApplicationResponseSchema: ZodType
  export const RatelimitedResponseSchema: ZodType
  export const ScheduledEventUserResponseSchema: ZodType
  export const ThreadResponseSchema: ZodType
  export const UpdateMessageInteractionCallbackRequestSchema: ZodType
  export const UpdateThreadRequestPartialSchema: ZodType
}
