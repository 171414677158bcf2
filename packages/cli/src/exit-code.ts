/** How a command ended, as the shell sees it: a closed list, which `--help` shows. */
export const EXIT = {
  done: 0,
  failed: 1,
  usage: 2,
  notConfirmed: 3,
  unknown: 4,
  queued: 5,
  exists: 6,
  interrupted: 130,
  readerGone: 141,
  terminated: 143,
} as const;

/** The meaning of each code. */
export const EXIT_CODES: Readonly<Record<number, string>> = {
  [EXIT.done]: 'done',
  [EXIT.failed]: 'a vendor or this machine failed, or a vendor refused; what was to be sent was not sent',
  [EXIT.usage]: 'an argument, a setting or the configuration is wrong; nothing was asked of a vendor',
  [EXIT.notConfirmed]: 'nobody confirmed it, so nothing was sent',
  [EXIT.unknown]: 'it is not known whether it arrived, or was decided: look before you do it again',
  [EXIT.queued]: 'queued in the inbox, and not sent yet: nobody is sending, or the vendor does not take it now',
  [EXIT.exists]: 'a ticket has the key of create already, so nothing was sent',
  [EXIT.interrupted]: 'interrupted by Ctrl+C; watch, which only ends so, ends with 0',
  [EXIT.readerGone]: 'nobody reads the output any more',
  [EXIT.terminated]: 'ended by SIGTERM; watch, which only ends so, ends with 0',
};
