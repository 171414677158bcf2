import { type Answer, type Handlers, type HandlerTable, isSuccess, type Listing } from './handler.ts';
import { answerPage } from './page.ts';
import type { CheckedRequest } from './spec/operation.ts';

/** Ties a vendor's operations to one account. */
export function bindHandlers<Account>(table: HandlerTable<Account>, account: Account): Handlers {
  return Object.fromEntries(
    Object.entries(table).map(([id, entry]) => [
      id,
      (request: CheckedRequest) => answerOf(request, callHandler(entry, account, request)),
    ]),
  );
}

function callHandler<Account>(
  entry: HandlerTable<Account>[string],
  account: Account,
  request: CheckedRequest,
): Answer | Listing {
  if (typeof entry !== 'function') return entry.handle(account, request);
  const parameter = (name: never): never => {
    throw new Error(`the handler does not say that it heeds ${String(name)}`);
  };
  return entry(account, { path: request.path, body: request.body, parameter });
}

/** Pages a list. What a spec pages and a handler answers whole would ignore what the caller asked for. */
function answerOf(request: CheckedRequest, answer: Answer | Listing): Answer {
  if ('all' in answer) return answerPage(request, answer);
  if (request.paging && isSuccess(answer)) throw new Error('the list is not paged as x-paging says');
  return answer;
}
