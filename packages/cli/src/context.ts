import type { Place } from './advice.ts';
import type { Desk, InboxDesk } from './desk/desk.ts';
import type { Io } from './io.ts';
import type { Output } from './output.ts';

/** What is given by the flags of every command. */
export interface Common {
  readonly isJson: boolean;
  readonly isHelp: boolean;
  readonly config: string | undefined;
  readonly inbox: string | undefined;
  readonly noInbox: boolean;
}

/** What an inbox is opened for. */
export interface InboxUse {
  /** Whether its file is made where there is none. Default: false. */
  readonly mayMake?: boolean;
  /** Seconds between two polls. Default: the inbox's. */
  readonly interval?: number | undefined;
}

/** What a command works with. */
export interface Context {
  readonly io: Io;
  readonly out: Output;
  readonly isJson: boolean;
  /** What the flags say of where it works, for commands that are advised. */
  readonly place: Place;
  /** Reads where the inbox is, which may be an address with a password. */
  readPlace(): Promise<string | undefined>;
  /** Opens the inbox where there is one, and else asks the vendors. */
  openDesk(): Promise<Desk>;
  /**
   * Opens the inbox.
   *
   * @throws UsageError where no inbox is named
   */
  openInbox(options?: InboxUse): Promise<InboxDesk>;
}
