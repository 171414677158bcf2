import { type DescribedAction, vendorActions } from '../../vendors.ts';
import { jsonRoute, type Route, voidRoute } from '../route.ts';

/** One row for each action of each vendor. */
export const routes: readonly Route[] = Object.entries(vendorActions).flatMap(([vendor, actions]) =>
  Object.entries(actions).map(([name, action]) => routeOf(vendor, name, action)),
);

function routeOf(vendor: string, name: string, { summary, input, result }: DescribedAction): Route {
  const path = `/${vendor}/${name}`;
  const row = { method: 'POST', path, operationId: `${vendor}_${name}`, summary, input, saves: true } as const;
  return result === undefined
    ? voidRoute({ ...row, handle: ({ act }, given) => void act(vendor, name, given) })
    : jsonRoute({ ...row, answer: result, handle: ({ act }, given) => act(vendor, name, given) });
}
