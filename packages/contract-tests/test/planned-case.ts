import { expect } from 'vitest';
import type { Case } from './cases.ts';
import { describedAnswers, describedCalls } from './generated-requests.ts';
import { at, items } from './json.ts';
import type { Spec } from './spec.ts';

/**
 * The case of an answer for which `cases.ts` has none: the sandbox is told to give it, and the call and the body are
 * what the spec's examples say. A vendor that adds an operation or a status is tried so, with no edit here.
 */
export function plannedCase({ name, document }: Spec, operation: string, status: number): Case {
  // The last is made of an example, where there is one.
  const call = describedCalls(Object(document), 'secret').findLast((described) => described.operation === operation);
  const bodies = describedAnswers(Object(document))
    .filter((described) => described.operation === operation && described.status === status)
    .map(({ value }) => value);
  const keys = items(at(document, 'x-error-code-keys')).map(String);
  const codes = bodies.map((body) => keys.map((key) => at(body, key)).find((code) => typeof code === 'string'));
  return {
    title: "the answer of the spec's example, when the sandbox is told to give it",
    async call({ sandbox, seller, partner }) {
      sandbox.answerNext(operation, status);
      const method: unknown = Reflect.get({ brandlovers: seller, clubcollect: partner }[name] ?? {}, operation);
      return Reflect.apply(Object(method), undefined, [call?.input]);
    },
    value: expect.toBeOneOf(bodies),
    code: expect.toBeOneOf(codes),
  };
}
