import type { Json } from './json.ts';
import type { Provenance } from './marks.ts';
import type { Place } from './places.ts';

/** Says of each field that a schema requires where that comes from; what is composed of parts requires for its parts too. */
export function requirementsOf(
  { required }: Json,
  { requirements }: Place,
  provenance: Provenance,
): ReadonlyMap<string, Provenance> {
  const own = Array.isArray(required) ? required.map((name) => [String(name), provenance] as const) : [];
  return new Map([...(requirements ?? []), ...own]);
}
