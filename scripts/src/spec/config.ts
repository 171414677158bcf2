import { BaseResolver, type Config, createConfig, type Oas3Rule, type Plugin } from '@redocly/openapi-core';
import { bodies } from './rules/bodies.ts';
import { bodyExamples } from './rules/body-examples.ts';
import { closedEnums } from './rules/closed-enums.ts';
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
import { foreignExtensions } from './rules/foreign-extensions.ts';
import { incoming } from './rules/incoming.ts';
import { knownExtensions } from './rules/known-extensions.ts';
import { links } from './rules/links.ts';
import { mediaTypes } from './rules/media-types.ts';
import { missingErrorKind } from './rules/missing-error-kind.ts';
import { oneWay } from './rules/one-way.ts';
import { onlyJson } from './rules/only-json.ts';
import { operationId } from './rules/operation-id.ts';
import { ownSchemas } from './rules/own-schemas.ts';
import { paging } from './rules/paging.ts';
import { parameters } from './rules/parameters.ts';
import { pathSegments } from './rules/path-segments.ts';
import { paths } from './rules/paths.ts';
import { plainSchemas } from './rules/plain-schemas.ts';
import { plainWriting } from './rules/plain-writing.ts';
import { provenance } from './rules/provenance.ts';
import { pythonNames } from './rules/python-names.ts';
import { referenceSiblings } from './rules/reference-siblings.ts';
import { references } from './rules/references.ts';
import { repeatable } from './rules/repeatable.ts';
import { requestBodyName } from './rules/request-body-name.ts';
import { requestContentType } from './rules/request-content-type.ts';
import { reservedParameters } from './rules/reserved-parameters.ts';
import { schemaKeywords } from './rules/schema-keywords.ts';
import { servers } from './rules/servers.ts';
import { statuses } from './rules/statuses.ts';
import { structuralSiblings } from './rules/structural-siblings.ts';
import { typeNames } from './rules/type-names.ts';

/**
 * What a rule is for: `openapi` refuses what no document may have, `generation` what would become wrong code,
 * `python` what would become a wrong Python package, `house` what makes our documentation worse or is written in more than one way.
 */
const TIERS = ['openapi', 'generation', 'python', 'house'] as const;
export type Tier = (typeof TIERS)[number];

/** A rule of ours by its function, one of Redocly's by its name alone. */
type Row = readonly [tier: Tier, rule?: Oas3Rule];

const rulesOf = (vendor: string): Readonly<Record<string, Row>> => ({
  'endless-schemas': ['openapi', endlessSchemas],
  'no-undefined-server-variable': ['openapi'],
  'operation-operationId-unique': ['openapi'],
  'operation-parameters-unique': ['openapi'],
  'path-declaration-must-exist': ['openapi'],
  'path-parameters-defined': ['openapi'],
  'spec-components-invalid-map-name': ['openapi'],

  bodies: ['generation', bodies],
  compositions: ['generation', compositions],
  credentials: ['generation', credentials],
  'data-references': ['generation', dataReferences],
  enums: ['generation', enums],
  'error-kind': ['generation', errorKind],
  'flat-input': ['generation', flatInput],
  'known-extensions': ['generation', knownExtensions],
  'media-types': ['generation', mediaTypes],
  'one-way': ['generation', oneWay],
  'operation-id': ['generation', operationId],
  paging: ['generation', paging],
  parameters: ['generation', parameters],
  'path-segments': ['generation', pathSegments],
  paths: ['generation', paths],
  references: ['generation', references],
  repeatable: ['generation', repeatable],
  'request-body-name': ['generation', requestBodyName],
  'reserved-parameters': ['generation', reservedParameters],
  'schema-keywords': ['generation', schemaKeywords],
  servers: ['generation', servers],
  statuses: ['generation', statuses],
  'structural-siblings': ['generation', structuralSiblings],
  'type-names': ['generation', typeNames(vendor)],
  'no-empty-servers': ['generation'],
  'no-required-schema-properties-undefined': ['generation'],
  'no-server-trailing-slash': ['generation'],
  'operation-operationId': ['generation'],

  'python-names': ['python', pythonNames],

  'body-examples': ['house', bodyExamples],
  'closed-enums': ['house', closedEnums],
  'enum-names': ['house', enumNames],
  'field-descriptions': ['house', fieldDescriptions],
  'foreign-extensions': ['house', foreignExtensions],
  incoming: ['house', incoming],
  links: ['house', links],
  'missing-error-kind': ['house', missingErrorKind],
  'only-json': ['house', onlyJson],
  'own-schemas': ['house', ownSchemas],
  'plain-schemas': ['house', plainSchemas],
  'plain-writing': ['house', plainWriting],
  provenance: ['house', provenance],
  'reference-siblings': ['house', referenceSiblings],
  'request-content-type': ['house', requestContentType],
  'component-name-unique': ['house'],
  'operation-description': ['house'],
  'operation-tag-defined': ['house'],
  'parameter-description': ['house'],
});

/** Only what says that the document is OpenAPI at all, with fields that can be read; every other rule may rely on it. */
export function shapeConfig(): Promise<Config> {
  const plugin: Plugin = { id: 'ticketbridge', rules: { oas3: { 'field-names': fieldNames } } };
  const rules = { struct: 'error', 'no-unresolved-refs': 'error', 'ticketbridge/field-names': 'error' } as const;
  return createConfig({ plugins: [plugin], rules });
}

/** The rules for the spec of `vendor`, on top of the shape: those of a tier, and of each before it. */
export function rulesConfig(vendor: string, tier: Tier): Promise<Config> {
  const rows = Object.entries(rulesOf(vendor)).filter(([, [of]]) => TIERS.indexOf(of) <= TIERS.indexOf(tier));
  const ours = rows.flatMap(([name, [, rule]]) => (rule ? [[name, rule] as const] : []));
  const plugin: Plugin = { id: 'ticketbridge', rules: { oas3: Object.fromEntries(ours) } };
  return createConfig({
    ...(tier === 'house' && { extends: ['recommended-strict'] }),
    plugins: [plugin],
    rules: {
      // An API may need no credential; a name that leads nowhere is refused by the rule "credentials".
      ...(tier === 'house' && { 'security-defined': 'off' }),
      ...Object.fromEntries(rows.map(([name, [, rule]]) => [rule ? `${plugin.id}/${name}` : name, 'error'])),
    },
  });
}

/** Tells whether a rule, by the name that a problem has, is one without which a document is no OpenAPI. */
export function isOfOpenApi(name: string): boolean {
  return tierOf(name) === 'openapi';
}

/** Tells whether a rule, by the name that a problem has, is needed for generation. */
export function isOfGeneration(name: string): boolean {
  return TIERS.indexOf(tierOf(name)) <= TIERS.indexOf('generation');
}

function tierOf(name: string): Tier {
  if (['struct', 'no-unresolved-refs', 'ticketbridge/field-names'].includes(name)) return 'openapi';
  return rulesOf('')[name.replace('ticketbridge/', '')]?.[0] ?? 'house';
}

/** Reads files, never the network. */
export function fileResolver(): BaseResolver {
  const customFetch = (): never => {
    throw new Error('a spec may only refer to files next to it.');
  };
  return new BaseResolver({ http: { headers: [], customFetch } });
}
