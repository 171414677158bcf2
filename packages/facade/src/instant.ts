const DATE_TIME = /^(\d{4}-\d\d-\d\d)t(\d\d:\d\d)(?::(\d\d)(\.\d+)?)?(z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)$/i;

/**
 * Reads a vendor's date: an instant where the text is a date-time of RFC 3339, of which the seconds and the offset's
 * colon may be missing, and the text itself otherwise. So it is for a day that the calendar does not have, for the hour
 * 24, and for a leap second, which no `Date` can hold. Digits beyond milliseconds are cut.
 */
export function instantOf(text: string): Date | string {
  const [matched, date, minutes, seconds = '00', fraction = '', offset = ''] = DATE_TIME.exec(text) ?? [];
  if (matched === undefined) return text;
  const local = `${date}T${minutes}:${seconds}`;
  if (!isOnTheCalendar(local)) return text;
  const zone = offset.length === 5 ? `${offset.slice(0, 3)}:${offset.slice(3)}` : offset.toUpperCase();
  return new Date(`${local}${fraction.slice(0, 4)}${zone}`);
}

/** Tells whether a date and time exists. ECMA-262 lets `Date` carry 30 February over into March, and engines do. */
function isOnTheCalendar(local: string): boolean {
  // `null` where the date is invalid, though its type does not say so.
  const json: string | null = new Date(`${local}Z`).toJSON();
  return json?.startsWith(local) ?? false;
}
