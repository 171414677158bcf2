import { packages } from './packages.js';
import { runSuite } from './suite.js';

globalThis.runSuite = (world) => runSuite({ packages, world });
