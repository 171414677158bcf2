const packages = require('./required.cjs');

import('./report.js').then(({ report }) => report({ packages }));
