import { brokenRule } from '../../../manifest/grammar/pattern-rule';

/** Whether a part of a path is `..`, which leads out of the folder that it starts in. */
export function hasBackstep(path: string): boolean {
  return path.split('/').includes('..');
}

/** What a path breaks of the rules for a place below another folder. */
export function descendingPathErrors(path: string): readonly string[] {
  return [
    ...brokenRule(path.startsWith('/'), 'must be a relative path'),
    ...brokenRule(hasBackstep(path), "must not contain '..'"),
  ];
}

/** What a path breaks of the rules for a file in a volume, where names that start with two dots are the kubelet's own. */
export function volumeFileErrors(path: string): readonly string[] {
  const isReserved = path.startsWith('..') && !path.startsWith('../');
  return [...descendingPathErrors(path), ...brokenRule(isReserved && !hasBackstep(path), "must not start with '..'")];
}

/** What a text breaks of the rules for a part of a URL, which is all that names of some kinds must be. */
export function pathSegmentErrors(name: string): readonly string[] {
  if (name === '.' || name === '..') return [`may not be '${name}'`];
  return ['/', '%'].flatMap((illegal) => brokenRule(name.includes(illegal), `may not contain '${illegal}'`));
}
