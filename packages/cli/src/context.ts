import type { Desk } from './desk/desk.ts';
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

/** What a command works with. */
export interface Context {
  readonly io: Io;
  readonly out: Output;
  readonly isJson: boolean;
  /** Opens the inbox where there is one, and else asks the vendors. */
  openDesk(): Promise<Desk>;
}
