import type { Caller } from '../club/caller.ts'
import type { CarryingWay } from '../club/carrying.ts'
import type { Club, NewClub } from '../club/club.ts'
import type { RoomId } from '../club/keys.ts'
import type { ClubService, ElsewhereService, FirstPapers, Place, ShippedDigest } from './club.ts'
import type { DiscussionService } from './discussion.ts'
import type { Catalogue, LibraryService } from './library.ts'
import type { AttendanceService, MeetingService, RotaService } from './meetings.ts'
import type { LinkService, MemberService, NoteService } from './members.ts'
import type { RoundService } from './rounds.ts'

/** The use cases of one club, as commands see them. Outside its rooms what changes it rejects with {@link UserError}. */
export interface Services {
  place: Place
  elsewhere: ElsewhereService
  catalogue: Catalogue
  library: LibraryService
  club: ClubService
  rounds: RoundService
  meetings: MeetingService
  rota: RotaService
  attendance: AttendanceService
  discussion: DiscussionService
  members: MemberService
  links: LinkService
  notes: NoteService
  room: RoomService
}

/** The channel that is called from, whether it belongs to a club or to none. */
export interface RoomService {
  /** The digests that ship: what clubs may read from. */
  shipped(): ShippedDigest[]
  /**
   * Throws {@link UserError} when the channel belongs to a club already, when it is not for the caller to say what the channel is
   * for, or when no club could use it.
   */
  requireFree(caller: Caller): Promise<void>
  /**
   * Makes a club whose first room this is, and the caller its organiser. `address`: a feed that it follows from the beginning, or a
   * list or digest whose papers are added. Throws as above.
   */
  start(caller: Caller, club: NewClub, address?: string): Promise<{ services: Services; first: FirstPapers | null }>
  /** Brings the channel into the club whose organisers gave the code. Throws as above, and when the code is none, used or old. */
  join(caller: Caller, code: string): Promise<Services>
  /** The clubs of this server that the caller may bring here, each with the room that it would leave. */
  movable(caller: Caller): Promise<{ name: string; room: RoomId }[]>
  /** Brings a club here from another room of this server. Throws as above. */
  move(caller: Caller, from: RoomId): Promise<Services>
  /** Whether what is said here may be read in the club's other channels, and what is said there here. */
  carry(way: CarryingWay): Promise<void>
  /** Takes the channel out of its club; gives the club. Throws {@link UserError} when it is the last one. */
  leave(): Promise<Club>
}
