import { msShape, nowShape } from '../../clock.ts';
import type { JsonObject } from '../../json.ts';
import type { ControlTarget } from '../controls.ts';
import { jsonRoute, type Route } from '../route.ts';
import { record } from '../shape.ts';

const answer: JsonObject = {
  type: 'object',
  properties: { now: { type: 'string', format: 'date-time' } },
  required: ['now'],
};

const told = ({ sandbox }: ControlTarget) => ({ now: sandbox.clock.now() });

export const routes: readonly Route[] = [
  jsonRoute({
    method: 'GET',
    path: '/clock',
    operationId: 'tellTime',
    summary: 'Tells the time of the sandbox',
    input: record({}),
    answer,
    handle: told,
  }),
  jsonRoute({
    method: 'PUT',
    path: '/clock',
    operationId: 'setClock',
    summary: 'Sets the clock, which then stands still',
    input: record<{ now: string }>({ now: nowShape }),
    answer,
    handle(target, { now }) {
      target.sandbox.clock.set(now);
      return told(target);
    },
  }),
  jsonRoute({
    method: 'POST',
    path: '/clock/advance',
    operationId: 'advanceClock',
    summary: 'Moves the clock forward; one that stands still goes on standing there',
    input: record<{ ms: number }>({ ms: msShape }),
    answer,
    handle(target, { ms }) {
      target.sandbox.clock.advance(ms);
      return told(target);
    },
  }),
  jsonRoute({
    method: 'DELETE',
    path: '/clock',
    operationId: 'releaseClock',
    summary: 'Lets the clock run with that of the machine again',
    input: record({}),
    answer,
    handle(target) {
      target.sandbox.clock.release();
      return told(target);
    },
  }),
];
