const ISO_8601 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/;

/** A vendor's date: an instant where the text is ISO 8601 with a time zone, the text itself otherwise. */
export function instantOf(text: string): Date | string {
  const instant = ISO_8601.test(text) ? new Date(text) : undefined;
  return instant === undefined || Number.isNaN(instant.getTime()) ? text : instant;
}
