import { isPlainObject, type Location, type Oas3Rule, type UserContext } from '@redocly/openapi-core';
import {
  isSpellable,
  isSpellableMember,
  isSpellableTag,
  memberName,
  methodName,
  moduleName,
  pythonName,
} from '../../python/names.ts';
import { type Part, partsOf, type Resolve } from '../parts.ts';
import { formatPosition, positionOf } from '../problem.ts';
import { follow } from '../references.ts';

interface Named {
  /** As Python has it. */
  readonly name: string;
  readonly location: Location;
}

/**
 * Names that openapi-generator cannot spell in Python, and names that differ here and are one there: such a package
 * cannot be imported, or does not say what a name means.
 */
export const pythonNames: Oas3Rule = () => {
  const methods = new Map<string, Named[]>();
  return {
    Schema(schema, context) {
      for (const name of Object.keys(schema.properties ?? {}).filter((field) => !isSpellable(field))) {
        const location = context.location.child(['properties', name]).key();
        context.report({ message: `The field "${name}" ${UNSPELLABLE}: leave it out. ${ANY_NAME}`, location });
      }
      const all = fieldsOf({ node: { ...schema }, location: context.location }, context.resolve);
      refuseTwins(all, context, (name) => `Two fields are called ${name} in Python`, `leave one out. ${ANY_NAME}`);
    },
    NamedSchemas(schemas, context) {
      const modules = Object.keys(schemas).map((schema): Named => {
        return { name: moduleName(schema), location: context.location.child(schema).key() };
      });
      refuseTwins(modules, context, (name) => `Two schemas are the module ${name} in Python`, 'rename one of them.');
      for (const [schema, { enum: values }] of Object.entries(schemas)) {
        if (PYTHON_CLASSES.includes(schema)) {
          const message = `A Python package has a class ${schema} of its own: choose another name here.`;
          context.report({ message, location: context.location.child(schema).key() });
        }
        const at = context.location.child([schema, 'enum']);
        for (const [index, value] of (values ?? []).entries()) {
          if (typeof value !== 'string' || isSpellableMember(value)) continue;
          const message = `The value "${value}" of an enum gives no name in Python: ${IN_PLACE}`;
          context.report({ message, location: at.child(index) });
        }
        const members = (values ?? []).flatMap((value: unknown, index): Named[] =>
          typeof value === 'string' ? [{ name: memberName(value), location: at.child(index) }] : [],
        );
        refuseTwins(members, context, (name) => `Two values are the member ${name} in Python`, IN_PLACE);
      }
    },
    Parameter({ name, in: place }, { report, location }) {
      if (isSpellable(name)) return;
      const remedy = place === 'path' ? 'rename it.' : 'leave it out.';
      report({ message: `The argument "${name}" ${UNSPELLABLE}: ${remedy}`, location: location.child('name') });
    },
    PathItem: {
      Operation(
        { operationId = '', tags = [], parameters, requestBody },
        context,
        { PathItem: { parameters: shared } },
      ) {
        for (const [index, name] of tags.entries()) {
          if (isSpellableTag(name)) continue;
          const message = `The tag "${name}" gives no name of a class in Python, which has ASCII letters and digits, and begins with a letter: choose another tag.`;
          context.report({ message, location: context.location.child(['tags', index]) });
        }
        const tag = pythonName(tags[0] ?? '');
        const location = context.location.child('operationId');
        const name = methodName(operationId);
        methods.set(tag, [...(methods.get(tag) ?? []), ...WAYS.map((way) => ({ name: name + way, location }))]);
        const own = argumentsOf(parameters, context.location, context);
        const inherited = argumentsOf(shared, context.parentLocations.PathItem, context);
        const replaced = own.map(({ id }) => id);
        const all = [
          ...inherited.filter(({ id }) => !replaced.includes(id)),
          ...own,
          ...bodyArguments(requestBody, context),
        ];
        refuseTwins(all, context, (twin) => `Two arguments of ${operationId} are called ${twin} in Python`, ARGUMENT);
      },
    },
    Root: {
      leave(_root, context) {
        for (const all of methods.values()) {
          refuseTwins(
            all,
            context,
            (name) => `Two methods are called ${name} in Python`,
            'choose another operationId.',
          );
        }
      },
    },
  };
};

const UNSPELLABLE = 'gives no name of its own in Python, whose generator drops all but ASCII letters and digits';
const ANY_NAME = 'An answer has it all the same; what is sent takes any name with "additionalProperties: true".';
const IN_PLACE = 'write the enum where it is used, as its values need no names there.';
const ARGUMENT = 'rename what is not sent, the parameter of a path or the schema of the body, or leave one out.';

/** What a method has its name for, and what is made beside it. */
const WAYS = ['', '_with_http_info', '_without_preload_content'];

/** What a module of a model names besides, and what a package exports. */
const PYTHON_CLASSES = [
  ...['Annotated', 'Any', 'ClassVar', 'Dict', 'Enum', 'FrozenSet', 'List', 'Literal', 'Mapping', 'NotRequired'],
  ...['Optional', 'Self', 'Set', 'Tuple', 'TypedDict', 'Union', 'Unpack', 'Answer', 'BaseModel', 'ConfigDict', 'Field'],
  ...['Model', 'StrictBool', 'StrictBytes', 'StrictFloat', 'StrictInt', 'StrictStr', 'ApiClient', 'ApiResponse'],
  ...['Configuration', 'OpenApiException', 'ApiTypeError', 'ApiValueError', 'ApiKeyError', 'ApiAttributeError'],
  ...['ApiException', 'BadRequestException', 'UnauthorizedException', 'ForbiddenException', 'NotFoundException'],
  ...['ConflictException', 'UnprocessableEntityException', 'ServiceException'],
];

function refuseTwins(
  all: readonly Named[],
  { report }: UserContext,
  says: (name: string) => string,
  remedy: string,
): void {
  const first = new Map<string, Location>();
  const refused = new Set<Location>();
  for (const { name, location } of all) {
    const other = first.get(name) ?? location;
    first.set(name, other);
    if (other === location || refused.has(location)) continue;
    refused.add(location);
    report({ message: `${says(name)}, the other one at ${formatPosition(positionOf(other))}: ${remedy}`, location });
  }
}

/** The fields of an object and of what its `allOf` puts together; one that two parts have is no twin. */
function fieldsOf(schema: Part, resolve: Resolve): Named[] {
  const found = new Map<string, Named>();
  const seen = new Set<unknown>();
  const walk = (part: Part): void => {
    if (seen.has(part.node)) return;
    seen.add(part.node);
    const { properties } = part.node;
    for (const name of Object.keys(isPlainObject(properties) ? properties : {}).filter(isSpellable)) {
      const location = part.location.child(['properties', name]).key();
      if (!found.has(name)) found.set(name, { name: pythonName(name), location });
    }
    partsOf(part, 'allOf', resolve).forEach(walk);
  };
  walk(schema);
  return [...found.values()];
}

function argumentsOf(list: unknown, at: Location | undefined, { resolve }: UserContext): (Named & { id: string })[] {
  if (!Array.isArray(list) || at === undefined) return [];
  return list.flatMap((given: unknown, index) => {
    const parameter = follow(given, at.child(['parameters', index]), resolve);
    if (!isPlainObject(parameter?.node)) return [];
    const { name, in: place } = parameter.node;
    if (!isSpellable(String(name))) return [];
    const location = parameter.location.child('name');
    return [{ id: `${place} ${name}`, name: pythonName(String(name)), location }];
  });
}

/** A body is called by its schema, also by that of what is only sent of it. */
function bodyArguments(requestBody: unknown, { location, resolve }: UserContext): Named[] {
  const body = follow(requestBody, location.child('requestBody'), resolve);
  const schema: unknown = Object(Object(Object(Object(body?.node).content)['application/json']).schema).$ref;
  if (body === undefined || typeof schema !== 'string') return [];
  const name = moduleName(schema.slice(schema.lastIndexOf('/') + 1));
  const at = body.location.child(['content', 'application/json', 'schema']).key();
  return [name, `${name}_input`].map((called) => ({ name: called, location: at }));
}
