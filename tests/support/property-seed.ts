import fc from 'fast-check'

// Property tests draw the same cases in every run, so that a red run can be seen again; PROPERTY_SEED=… draws others.
fc.configureGlobal({ seed: Number(process.env.PROPERTY_SEED ?? 20_261_122) })
