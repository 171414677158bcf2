import type { AnyPaths, Api, CallOptions, ClientOptions, VoidResult } from '@ticketbridge/http';
import { createOperations } from '@ticketbridge/http';
import createClient from 'openapi-fetch';

/** An API of no vendor, with every form that an operation table can take. */
export const letters: Api = {
  source: 'letters',
  baseUrl: 'https://letters.example/v1',
  credential: { in: 'header', name: 'x-key' },
  errorCodeKeys: ['error', 'errors'],
  operations: {
    listLetters: {
      method: 'GET',
      path: '/boxes/{boxId}/letters',
      retry: 'safe',
      input: { boxId: 'string', 'tag?': 'string', 'limit?': 'integer' },
      query: ['tag', 'limit'],
      success: { 200: 'object' },
      errors: { 403: 'forbidden', 404: 'not-found' },
    },
    sendLetter: {
      method: 'POST',
      path: '/boxes/{boxId}/letters',
      retry: 'after-refusal',
      input: {
        boxId: 'string',
        text: 'string',
        'copies?': 'integer',
        'weight?': 'number',
        'urgent?': 'boolean',
        'to?': { name: 'string', 'street?': 'string|null' },
        'stamps?': [{ value: 'integer' }],
        'trace?': 'string',
      },
      headers: ['trace'],
      body: 'required',
      success: { 200: 'void' },
      errors: { 400: 'rejected', 403: 'throttled' },
    },
    replaceTags: {
      method: 'PUT',
      path: '/tags',
      retry: 'after-refusal',
      input: { 'tags?': ['string'] },
      body: 'optional',
      success: { 200: 'array', 204: 'void' },
      errors: {},
    },
  },
};

export interface Letters {
  listLetters(input: object, options?: CallOptions): Promise<object>;
  sendLetter(input: object, options?: CallOptions): Promise<VoidResult>;
  replaceTags(input: object, options?: CallOptions): Promise<string[] | VoidResult>;
}

export const KEY = 'key-7f3a9c';

export function lettersClient(options: ClientOptions & { readonly key?: string }, api: Api = letters): Letters {
  return createOperations<Letters>(api, 'key', { key: KEY, ...options }, createClient<AnyPaths>);
}
