import { undiciFetch } from '@ticketbridge/http/undici';
import type { CreateApp } from '../app.ts';
import { create as ticketbridge } from './ticketbridge.ts';

/** The same client on its transport for servers, with as many connections as undici-request has. */
export const create: CreateApp = (baseUrl) => ticketbridge(baseUrl, undiciFetch({ connections: 50 }));
