import { BaseResolver, type Config, createConfig, type Plugin } from '@redocly/openapi-core';
import { bodies } from './rules/bodies.ts';
import { bodyExamples } from './rules/body-examples.ts';
import { compositions } from './rules/compositions.ts';
import { credentials } from './rules/credentials.ts';
import { dataReferences } from './rules/data-references.ts';
import { endlessSchemas } from './rules/endless-schemas.ts';
import { enumNames } from './rules/enum-names.ts';
import { enums } from './rules/enums.ts';
import { errorKind } from './rules/error-kind.ts';
import { fieldDescriptions } from './rules/field-descriptions.ts';
import { fieldNames } from './rules/field-names.ts';
import { flatInput } from './rules/flat-input.ts';
import { incoming } from './rules/incoming.ts';
import { knownExtensions } from './rules/known-extensions.ts';
import { oneWay } from './rules/one-way.ts';
import { operationId } from './rules/operation-id.ts';
import { paging } from './rules/paging.ts';
import { pathSegments } from './rules/path-segments.ts';
import { provenance } from './rules/provenance.ts';
import { referenceSiblings } from './rules/reference-siblings.ts';
import { references } from './rules/references.ts';
import { repeatable } from './rules/repeatable.ts';
import { requestContentType } from './rules/request-content-type.ts';
import { reservedParameters } from './rules/reserved-parameters.ts';
import { schemaKeywords } from './rules/schema-keywords.ts';
import { servers } from './rules/servers.ts';
import { supported } from './rules/supported.ts';
import { typeNames } from './rules/type-names.ts';

const commonRules = {
  bodies,
  'body-examples': bodyExamples,
  compositions,
  credentials,
  'data-references': dataReferences,
  'endless-schemas': endlessSchemas,
  'enum-names': enumNames,
  enums,
  'error-kind': errorKind,
  'field-descriptions': fieldDescriptions,
  'flat-input': flatInput,
  incoming,
  'known-extensions': knownExtensions,
  'one-way': oneWay,
  'operation-id': operationId,
  paging,
  'path-segments': pathSegments,
  provenance,
  'reference-siblings': referenceSiblings,
  references,
  repeatable,
  'request-content-type': requestContentType,
  'reserved-parameters': reservedParameters,
  'schema-keywords': schemaKeywords,
  servers,
  supported,
};

/** Only what says that the document is OpenAPI at all, with fields that can be read; every other rule may rely on it. */
export function shapeConfig(): Promise<Config> {
  const plugin: Plugin = { id: 'ticketbridge', rules: { oas3: { 'field-names': fieldNames } } };
  const rules = { struct: 'error', 'no-unresolved-refs': 'error', 'ticketbridge/field-names': 'error' } as const;
  return createConfig({ plugins: [plugin], rules });
}

/** The house rules for the spec of `vendor`, on top of the shape. */
export function fullConfig(vendor: string): Promise<Config> {
  const rules = { ...commonRules, 'type-names': typeNames(vendor) };
  const plugin: Plugin = { id: 'ticketbridge', rules: { oas3: rules } };
  return createConfig({
    extends: ['recommended-strict'],
    plugins: [plugin],
    rules: {
      'component-name-unique': 'error',
      // An API may need no credential; a name that leads nowhere is refused by the rule "credentials".
      'security-defined': 'off',
      'operation-description': 'error',
      'operation-tag-defined': 'error',
      'parameter-description': 'error',
      ...Object.fromEntries(Object.keys(rules).map((name) => [`${plugin.id}/${name}`, 'error'])),
    },
  });
}

/** Reads files, never the network. */
export function fileResolver(): BaseResolver {
  const customFetch = (): never => {
    throw new Error('a spec may only refer to files next to it.');
  };
  return new BaseResolver({ http: { headers: [], customFetch } });
}
