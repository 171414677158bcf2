/** An instant as ISO 8601 has it, in UTC: the minute, and the second. */
const INSTANT = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(:\d\d)(?:\.\d+)?Z$/;

/** Shortens an instant to the minute, which stays UTC; anything else, such as a vendor's text, is returned as it is. */
export function toMinute(time: string): string {
  return time.replace(INSTANT, '$1Z');
}

/** Shortens an instant to the second, as {@link toMinute} does. */
export function toSecond(time: string): string {
  return time.replace(INSTANT, '$1$2Z');
}
