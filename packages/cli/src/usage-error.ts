/** Whoever started the command can put this right: a flag, a setting, the configuration. */
export class UsageError extends Error {}
