import { type UndiciFetch, undiciFetch } from '@ticketbridge/http/undici';

export const fetch: UndiciFetch = undiciFetch({ connections: 20 });
