import { packages } from './packages.js';
import { runSuite } from './suite.js';

export default {
  async fetch(request) {
    return Response.json(await runSuite({ packages, world: await request.json() }));
  },
};
