import { packages } from './packages.js';
import { report } from './report.js';
import { fetch } from './undici.js';

await report({ packages, fetch });
