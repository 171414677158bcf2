import { howSent, sentCredentials } from './credentials.ts';
import type { Document } from './document.ts';
import type { OperationModel } from './model.ts';
import { capitalised, docComment } from './text.ts';

/** The generated `client.ts`: the options of a client, with what it needs as credentials, and the function that makes one. */
export function emitClient(vendor: string, document: Document, operations: readonly OperationModel[]): string {
  const credentials = sentCredentials(operations);
  const name = capitalised(vendor);
  const { title } = document.info;
  const options = credentials.map((credential) => {
    const { form, scheme, description } = credential;
    const secret = scheme === 'basic' ? 'It is `user:password`.' : '';
    return `${docComment([[description, secret, `Sent ${howSent(credential)}.`].filter(Boolean).join('\n\n')], '  ')}\n  readonly ${form.option}: Credential;\n`;
  });
  const given = credentials.map(({ form }) => form.option).join(', ');
  const parts = [
    `import { type ClientOptions, ${options.length > 0 ? 'type Credential, ' : ''}createOperations } from '@ticketbridge/http';\n` +
      `import { api, type ${name}Operations } from './operations.ts';`,
    `/** The options of {@link create${name}}. */\n` +
      `export interface ${name}Options extends ClientOptions {${options.length > 0 ? `\n${options.join('\n')}` : ''}}`,
    `${docComment([`A client of ${title}: one method per operation.`])}\nexport interface ${name} extends ${name}Operations {}`,
    `${docComment([
      `Creates a client of ${title}. Creating it sends nothing.\n\n` +
        '@throws TicketbridgeError `invalid-input` for an option that is missing, unknown or wrong; `field` names it\n' +
        `@example\nconst ${vendor} = create${name}(${given && `{ ${given} }`});`,
    ])}\n` +
      `export function create${name}(options: ${name}Options${given ? '' : ' = {}'}): ${name} {\n` +
      `  return createOperations<${name}Operations>(api, options);\n}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** The types and the function of `client.ts`. */
export function clientNames(vendor: string): { readonly types: readonly string[]; readonly create: string } {
  const name = capitalised(vendor);
  return { types: [name, `${name}Options`], create: `create${name}` };
}
