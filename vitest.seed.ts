/** Says how a run is repeated: what is random in it depends on nothing else. */
export default function tellSeed(): void {
  console.log(`Random tests: SEED=${process.env.SEED}`);
}
