import fc from 'fast-check';
import type { Node } from './generated-values.ts';

const SCHEMAS = '#/components/schemas/';
const ref = (name: string): Node => ({ $ref: `${SCHEMAS}${name}` });
const fields = (properties: Node, required: readonly string[] = []): Node => ({
  type: 'object',
  properties,
  ...(required.length > 0 && { required }),
});

/** A union of which a discriminator says what tells its alternatives apart, and the same one that says it by itself. */
export interface Pets {
  readonly written: Node;
  readonly meant: Node;
}

/** The property is inherited, directly or through a schema between; the values are named by a mapping or by the schemas. */
export const pets: fc.Arbitrary<Pets> = fc
  .record({
    union: fc.constantFrom('oneOf', 'anyOf'),
    mapping: fc.constantFrom<((name: string) => string) | undefined>((name) => SCHEMAS + name, String, undefined),
    base: fc.constantFrom('Animal', 'Mammal'),
    isRequired: fc.boolean(),
    kind: fc.constantFrom<Node>({ type: 'string' }, { type: 'string', enum: ['a cat', 'a dog'] }, ref('Kind')),
  })
  .map(({ union, mapping, base, isRequired, kind }) => {
    const values = mapping ? { 'a cat': mapping('Cat'), 'a dog': mapping('Dog') } : undefined;
    const animal = fields({ kind, name: { type: 'string' } }, isRequired ? ['kind', 'name'] : ['name']);
    const fur = fields({ fur: { type: 'boolean' } });
    const own = { Cat: fields({ lives: { type: 'integer' } }, ['lives']), Dog: fields({ tail: { type: 'boolean' } }) };
    const alternatives = { [union]: [ref('Cat'), ref('Dog')] };
    const meantAs = (name: keyof typeof own, value: string): Node => {
      const one = fields({ kind: { type: 'string', const: value }, name: { type: 'string' } }, ['kind', 'name']);
      return { allOf: [...(base === 'Animal' ? [one] : [one, fur]), own[name]] };
    };
    return {
      written: {
        Kind: { type: 'string', enum: ['a cat', 'a dog', 'Cat', 'Dog'] },
        Animal: animal,
        Mammal: { allOf: [ref('Animal'), fur] },
        Cat: { allOf: [ref(base), own.Cat] },
        Dog: { allOf: [ref(base), own.Dog] },
        Pet: { ...alternatives, discriminator: { propertyName: 'kind', ...(values && { mapping: values }) } },
      },
      meant: {
        Cat: meantAs('Cat', mapping ? 'a cat' : 'Cat'),
        Dog: meantAs('Dog', mapping ? 'a dog' : 'Dog'),
        Pet: alternatives,
      },
    };
  });

/** A document with an operation that takes and gives a pet. */
export function withPets(document: Node, schemas: Node): Node {
  const content = (schema: Node) => ({ content: { 'application/json': { schema } } });
  const keepPet = {
    operationId: 'keepPet',
    requestBody: { required: true, ...content(fields({ pet: ref('Pet') }, ['pet'])) },
    responses: { '200': { description: 'Kept.', ...content(ref('Pet')) } },
  };
  const components = Object(document.components);
  return {
    ...document,
    paths: { ...Object(document.paths), '/pets': { post: keepPet } },
    components: { ...components, schemas: { ...components.schemas, ...schemas } },
  };
}
