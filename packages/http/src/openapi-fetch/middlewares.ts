import { invalidInput } from '../error.ts';
import { orUndefined } from '../or-undefined.ts';
import type { Observer } from './types.ts';

/** The middleware of one client, in the order in which it was added. */
export interface Middlewares {
  readonly observers: readonly Observer[];
  /** @throws TicketbridgeError `invalid-input` of the field `middleware`; none is added then */
  readonly use: (...added: unknown[]) => void;
  readonly eject: (...removed: Observer[]) => void;
}

const FUNCTIONS = ['onRequest', 'onResponse', 'onError'];

export function createMiddlewares(vendor: string): Middlewares {
  const observers: Observer[] = [];
  return {
    observers,
    use: (...added) => {
      const checked = added.filter(isObserver);
      if (checked.length < added.length) {
        const expected = `an object with ${FUNCTIONS.join(', ')} or several of these, each a function`;
        throw invalidInput(`${vendor}: a middleware must be ${expected}`, { vendor, field: 'middleware' });
      }
      observers.push(...checked);
    },
    eject: (...removed) => {
      for (const observer of removed) {
        const index = observers.indexOf(observer);
        if (index >= 0) observers.splice(index, 1);
      }
    },
  };
}

function isObserver(value: unknown): value is Observer {
  const given = orUndefined(() =>
    typeof value === 'object' && value !== null
      ? FUNCTIONS.map((name): unknown => Reflect.get(value, name)).filter((member) => member !== undefined)
      : [],
  );
  return given !== undefined && given.length > 0 && given.every((member) => typeof member === 'function');
}
