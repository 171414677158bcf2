import type { OpenAPI3 } from 'openapi-typescript';
import { asDocument } from '../../generate/document.ts';
import { type ClientSubject, creation, typedVariables } from './client-programs.ts';
import { facadePrograms } from './facade-programs.ts';
import { operationPrograms } from './operation-programs.ts';
import { readCalls } from './operations.ts';
import type { Program } from './program.ts';
import { readableComponents } from './readable.ts';
import { unpromisedPrograms } from './unpromised-programs.ts';

/** The consumer programs of a spec: `measure` says which there are. */
export function programsOf(vendor: string, spec: OpenAPI3): Program[] {
  const document = asDocument(spec);
  const calls = readCalls(document);
  const readable = readableComponents(document, calls);
  const subject: ClientSubject = { vendor, document, calls, readable };
  return [
    ...calls.flatMap((call) => operationPrograms({ document, call, readable })),
    ...typedVariables(subject),
    creation(subject),
    ...facadePrograms(vendor, document),
    ...unpromisedPrograms(subject),
  ];
}
