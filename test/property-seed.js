const fc = require('fast-check');

// The same cases in every run, so that a commit passes or fails for what it changes; FAST_CHECK_SEED=<number> looks at others.
fc.configureGlobal({ seed: Number(process.env.FAST_CHECK_SEED ?? 1) });
