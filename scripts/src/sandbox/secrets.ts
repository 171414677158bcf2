import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument, METHODS, resolve, type SecurityScheme } from '../generate/document.ts';
import { credentialOption, isHttpScheme } from '../spec/credential-option.ts';

/** The credentials that the sandbox makes up for a vendor. */
export interface Secrets {
  /** By the option of a client that takes one. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The option of each security scheme that an operation accepts. */
  readonly schemes: Readonly<Record<string, string>>;
}

/** Makes up one secret for each option by which a spec's credentials are given. */
export function secretsOf(vendor: string, checked: OpenAPI3): Secrets {
  const document = asDocument(checked);
  const operations = Object.values(document.paths).flatMap((item) => METHODS.flatMap((method) => item[method] ?? []));
  const accepted = operations.flatMap(({ security = document.security ?? [] }) => security.flatMap(Object.keys));
  const schemes = [...new Set(accepted)].flatMap((name) => {
    const definition = document.components?.securitySchemes?.[name];
    if (definition === undefined) return [];
    const scheme = resolve<SecurityScheme>(document, definition);
    return [{ name, option: credentialOption(scheme), isBasic: isHttpScheme(scheme, 'basic') }];
  });
  const secret = (option: string): string => {
    const isLogin = schemes.some((scheme) => scheme.option === option && scheme.isBasic);
    return isLogin ? `sandbox-${vendor}:${kebabCase(option)}` : `sandbox-${vendor}-${kebabCase(option)}`;
  };
  return {
    secrets: Object.fromEntries(schemes.map(({ option }) => [option, secret(option)])),
    schemes: Object.fromEntries(schemes.map(({ name, option }) => [name, option])),
  };
}

function kebabCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
