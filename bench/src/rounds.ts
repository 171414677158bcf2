/** Work that is measured; `run` does it for about so many milliseconds and gives how often a second it was done. */
export interface Contender {
  readonly name: string;
  run(ms: number): Promise<number>;
}

/**
 * Lets the contenders take turns, so that a slow moment of the machine hits them all, and gives the median of each.
 * The first round only warms up.
 */
export async function takeTurns(
  contenders: readonly Contender[],
  rounds: number,
  ms: number,
): Promise<Map<string, number>> {
  const rates = new Map(contenders.map(({ name }) => [name, [] as number[]]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, run } of contenders) {
      const rate = await run(ms);
      if (round > 0) rates.get(name)?.push(rate);
    }
  }
  return new Map(Array.from(rates, ([name, all]) => [name, median(all)]));
}

/** The middle of so many figures. */
export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

/** Runs `work` by so many workers at once for about `ms` milliseconds; how often a second it was done. */
export async function rateOf(work: () => Promise<unknown>, workers: number, ms: number): Promise<number> {
  const startedAt = performance.now();
  let done = 0;
  const worker = async () => {
    while (performance.now() - startedAt < ms) {
      await work();
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: workers }, worker));
  return (done / (performance.now() - startedAt)) * 1000;
}
