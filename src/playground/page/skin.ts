import type { MessageView, ModalView, ThreadView } from '../types.ts'

/** What a chat's own look is put on. */
export interface SkinProps {
  /** What the person is told above the message box. */
  said: string | null
  messages: readonly MessageView[]
  thread: (ThreadView & { message: MessageView | undefined }) | null
  modals: readonly ModalView[]
  onPersona(id: string): void
  onChannel(id: string): void
}
