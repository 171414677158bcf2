import { packages } from './packages.js';
import { report } from './report.js';

const client = Deno.createHttpClient({ poolMaxIdlePerHost: 0 });
await report({ packages, fetch: (url, init) => fetch(url, { ...init, client }) });
