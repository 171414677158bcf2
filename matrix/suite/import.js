import { packages } from './packages.js';
import { report } from './report.js';

await report({ packages });
