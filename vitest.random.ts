import fc from 'fast-check';

// Every random run starts from the seed of the whole run; a test names none.
fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: Number(process.env.SEED) });
