/**
 * Whether `npm run test:nightly` runs: sizes and counts that only confirm what smaller ones show are full then. No kind
 * of test is left to the night.
 */
export const isNightly = process.env.NIGHTLY === '1';
