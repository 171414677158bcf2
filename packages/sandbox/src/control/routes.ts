import type { Route } from './route.ts';
import { routes as accounts } from './routes/accounts.ts';
import { routes as actions } from './routes/actions.ts';
import { routes as answers } from './routes/answers.ts';
import { routes as clock } from './routes/clock.ts';
import { routes as faults } from './routes/faults.ts';
import { routes as inspector } from './routes/inspector.ts';
import { routes as journal } from './routes/journal.ts';
import { routes as specs } from './routes/specs.ts';
import { routes as state } from './routes/state.ts';
import { routes as switches } from './routes/switches.ts';

/** Every row of the control API, but for its own description. */
export const routes: readonly Route[] = [
  ...accounts,
  ...actions,
  ...answers,
  ...clock,
  ...faults,
  ...inspector,
  ...journal,
  ...specs,
  ...state,
  ...switches,
];
