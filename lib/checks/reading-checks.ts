import type { Check } from './check';

/** What is found while files are read, by id: a suppression may accept it as it does what checks find. */
export const readingChecks: readonly Pick<Check, 'id'>[] = [
  { id: 'valid-manifest' },
  { id: 'valid-yaml' },
  { id: 'unique-key' },
];
