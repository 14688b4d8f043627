import type { Problem } from './finding';

/**
 * A problem with a value that another tool puts in, `${replicas}` or `${tag:=1.0}`: the file is a template, and what it says
 * after that is what counts.
 */
export function toRenderFirst(problem: Problem): Problem {
  return hasVariable(problem.message) ? { ...problem, fix: `${renderFirst}; or else ${problem.fix}` } : problem;
}

/** Whether a text has a variable that `envsubst` and its kin fill in. */
export function hasVariable(text: string): boolean {
  return /\$\{[A-Za-z_]\w*/.test(text);
}

/** What to do about a file with variables. */
export const renderFirst = 'render the file first, such as by `envsubst` or `flux envsubst`, and check what it prints';
