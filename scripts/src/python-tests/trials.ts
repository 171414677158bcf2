import type { Built } from './build.ts';
import type { Contents } from './environments.ts';
import type { Interpreter } from './interpreters.ts';
import type { Tests } from './pytest.ts';

/** An environment, and a part of the tests that runs there. */
export interface Trial extends Contents {
  readonly title: string;
  /** The name of the environment, which trials may have in common. */
  readonly environment: string;
  readonly tests: readonly string[];
}

interface Subject {
  readonly main: Interpreter;
  readonly others: readonly Interpreter[];
  readonly built: readonly Built[];
  readonly tests: Tests;
  /** Whether every case runs in each environment. */
  readonly every: boolean;
}

/** In how many parts all tests run with the main Python: most of their time is waiting. */
const SHARES = 3;

/** Elsewhere each test runs with every seventh of its cases: prime, so that it walks through a table's rows and columns. */
const SAMPLE = '--sample=7';

/** Lists the environments in which the packages have to work: each Python, each form, both ends of what they permit. */
export function trials({ main, others, built, tests, every }: Subject): readonly Trial[] {
  const newest = { requirements: 'newest', packages: built.map(({ wheel }) => wheel) } as const;
  const named = `Python ${main.version}`;
  const shares = Array.from({ length: SHARES }, (_, index) => ({
    ...newest,
    title: `${named}, every case, ${index + 1} of ${SHARES}`,
    environment: named,
    python: main,
    tests: [`--share=${index + 1}/${SHARES}`, ...tests.more],
  }));
  const elsewhere = [
    { ...newest, environment: `${named}, lowest versions`, python: main, requirements: 'lowest' } as const,
    ...others.map((python) => ({ ...newest, environment: `Python ${python.version}`, python })),
  ];
  const sdists = `${named}, built from the sdists`;
  return [
    ...shares,
    ...elsewhere.map((each) => ({
      ...each,
      title: `${each.environment}, ${every ? 'every case' : 'a sample'}`,
      tests: every ? tests.all : [SAMPLE, ...tests.all],
    })),
    {
      ...newest,
      title: sdists,
      environment: sdists,
      python: main,
      packages: built.map(({ sdist }) => sdist),
      tests: tests.own,
    },
  ];
}
