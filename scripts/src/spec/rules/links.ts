import type { Oas3Rule, UserContext } from '@redocly/openapi-core';
import { child, jsonSchemaOf, type Node, parametersIn, schemaAt, typeOf } from '../operation-parts.ts';
import type { Resolve } from '../parts.ts';
import { follow, type Target } from '../references.ts';

/** What a call to an operation has. */
interface Call {
  readonly parameters: readonly Node[];
  readonly body: Target | undefined;
}

/** What a link's expressions can lead to. */
interface Exchange extends Call {
  /** The answer that has the link. */
  readonly response: Target;
}

/** A link can be followed: its operation is there, and each value is where its expression says. */
export const links: Oas3Rule = () => {
  const calls = new Map<unknown, Call>();
  /** Called once every operation is known. */
  const judgements: (() => void)[] = [];
  return {
    PathItem: {
      Operation(operation, context, parents) {
        const call = callOf(operation, parents.PathItem, context);
        calls.set(operation.operationId, call);
        const { location, resolve } = context;
        for (const response of targetsIn({ node: operation, location }, 'responses', resolve)) {
          for (const link of targetsIn(response, 'links', resolve)) {
            judgements.push(() => judge(link, calls, { ...call, response }, context));
          }
        }
      },
    },
    Root: {
      leave() {
        for (const judgeLink of judgements) judgeLink();
      },
    },
  };
};

function judge(
  link: Target,
  calls: ReadonlyMap<unknown, Call>,
  from: Exchange,
  { report, resolve }: UserContext,
): void {
  const operationId = child(link.node, 'operationId');
  const called = calls.get(operationId);
  if (called === undefined) {
    const location = operationId === undefined ? link.location.key() : link.location.child('operationId');
    report({ message: 'A link leads to an operation of this spec, by its operationId.', location });
    return;
  }
  for (const keyword of ['operationRef', 'requestBody', 'server']) {
    if (child(link.node, keyword) === undefined) continue;
    const message = `A link has an operationId and values of parameters: leave "${keyword}" out.`;
    report({ message, location: link.location.child(keyword).key() });
  }
  const given = Object.entries(Object(child(link.node, 'parameters')));
  for (const [name, expression] of given) {
    const location = link.location.child(['parameters', name]);
    const parameter = called.parameters.find((candidate) => candidate.name === name);
    const message = parameter ? valueProblem(expression, parameter, from, resolve) : undefined;
    if (parameter === undefined)
      report({ message: `${operationId} has no parameter "${name}".`, location: location.key() });
    else if (message !== undefined) report({ message, location });
  }
  if (given.length === 0) {
    report({
      message: 'A link takes a value from one call to the other: give a parameter one.',
      location: link.location.key(),
    });
    return;
  }
  const missing = called.parameters.find(
    ({ name, required }) => required === true && !given.some(([other]) => other === name),
  );
  if (missing === undefined) return;
  report({
    message: `${operationId} cannot be called without "${missing.name}": give it a value.`,
    location: link.location.key(),
  });
}

function valueProblem(expression: unknown, parameter: Node, from: Exchange, resolve: Resolve): string | undefined {
  const { location } = from.response;
  const wanted = typeOf(follow(parameter.schema, location, resolve)?.node);
  const found = typeOf(follow(schemaOf(expression, from, resolve), location, resolve)?.node);
  if (found !== undefined && found === wanted) return undefined;
  const problem = found === undefined ? 'leads to nothing that is described' : `is of type ${found}`;
  return `"${expression}" ${problem}: write an expression that leads to a value of type ${wanted}, such as $response.body#/id or $request.path.id.`;
}

/** Finds the schema of the value that a runtime expression leads to. */
function schemaOf(expression: unknown, { parameters, body, response }: Exchange, resolve: Resolve): unknown {
  const [, side, place, name = '', pointer = ''] =
    /^\$(request|response)\.(?:(path|query|header)\.(.+)|body#(.*))$/.exec(String(expression)) ?? [];
  if (place === undefined) {
    const whole = side === 'response' ? jsonSchemaOf(response, resolve) : body;
    return side && schemaAt(whole, pointer, resolve)?.node;
  }
  if (side === 'request') return parameters.find((one) => one.in === place && one.name === name)?.schema;
  const header = place === 'header' ? child(child(response.node, 'headers'), name) : undefined;
  return child(follow(header, response.location, resolve)?.node, 'schema');
}

function callOf(operation: object, item: unknown, context: UserContext): Call {
  const { location, parentLocations, resolve } = context;
  const body = follow(child(operation, 'requestBody'), location.child('requestBody'), resolve);
  return {
    parameters: [
      ...parametersIn(operation, location, context),
      ...parametersIn(item, parentLocations.PathItem ?? location, context),
    ],
    body: jsonSchemaOf(body, resolve),
  };
}

function targetsIn(owner: Target, keyword: string, resolve: Resolve): Target[] {
  return Object.entries(Object(child(owner.node, keyword))).flatMap(
    ([name, node]) => follow(node, owner.location.child([keyword, name]), resolve) ?? [],
  );
}
