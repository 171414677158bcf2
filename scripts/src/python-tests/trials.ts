import type { Built } from './build.ts';
import type { Contents } from './environments.ts';
import type { Interpreter } from './interpreters.ts';
import type { Tests } from './pytest.ts';

/** An environment, and the tests that run there. */
interface Trial extends Contents {
  readonly title: string;
  readonly tests: readonly string[];
}

interface Subject {
  readonly main: Interpreter;
  readonly others: readonly Interpreter[];
  readonly built: readonly Built[];
  readonly tests: Tests;
}

/** Lists the environments in which the packages have to work: each Python, each form, both ends of what they permit. */
export function trials({ main, others, built, tests }: Subject): readonly Trial[] {
  const newest = { requirements: 'newest', packages: built.map(({ wheel }) => wheel), tests: tests.all } as const;
  return [
    { ...newest, title: `Python ${main.version}`, python: main, tests: tests.more },
    {
      ...newest,
      title: `Python ${main.version}, built from the sdists`,
      python: main,
      packages: built.map(({ sdist }) => sdist),
      tests: tests.own,
    },
    { ...newest, title: `Python ${main.version}, lowest versions`, python: main, requirements: 'lowest' },
    ...others.map((python) => ({ ...newest, title: `Python ${python.version}`, python })),
  ];
}
