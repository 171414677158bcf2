import type { Answer } from '../handler.ts';
import { SandboxError } from '../sandbox-error.ts';
import type { Operation } from '../spec/operation.ts';
import { Violation } from '../spec/violation.ts';
import { refuse } from './refusals.ts';
import { type Reply, replyWithJson } from './reply.ts';

/**
 * Turns an answer into a reply. Nothing leaves the sandbox unchecked, the spec's own examples included. The value is
 * checked and not its JSON: a validator takes nothing that JSON would write as something else.
 */
export function finish(operation: Operation, handle: () => Answer): Reply {
  let answer: Answer;
  try {
    answer = handle();
  } catch (error) {
    if (error instanceof SandboxError && error.kind === 'cannot-save') return refuse('cannot-save', error.message);
    return fault(operation, 'none', new Violation('handler', error instanceof Error ? error.message : 'failed'));
  }
  if ('deviation' in answer) return answer.deviation;
  const status = 'example' in answer ? answer.example : operation.success;
  if (status === undefined) return fault(operation, 'none', new Violation('status', 'no success is documented'));
  const mediaType = operation.produces(status);
  const value = 'example' in answer ? operation.example(status) : answer.body;
  const body = value === undefined || mediaType === undefined ? undefined : JSON.stringify(value);
  const violation = operation.checkResponse(status, body === undefined ? undefined : value);
  if (violation) return fault(operation, status, violation);
  return { status, headers: mediaType === undefined ? {} : { 'content-type': mediaType }, body };
}

function fault(operation: Operation, status: number | 'none', violation: Violation): Reply {
  const { pointer, problem } = violation.undeclared
    ? { pointer: `${violation.pointer}/${violation.undeclared.key}`, problem: 'is not declared' }
    : violation;
  const reply = replyWithJson(
    500,
    { fault: 'The sandbox was about to break the spec.', operation: operation.id, status, pointer, problem },
    { 'x-sandbox-fault': operation.id },
  );
  return { ...reply, verdict: 'sandbox-fault', reason: `${pointer} ${problem}` };
}
