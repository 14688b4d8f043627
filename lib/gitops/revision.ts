/** What a revision of a repository names: engines have a field for each. */
export function revisionKind(revision: string): 'commit' | 'tag' | 'branch' {
  if (/^[0-9a-f]{40}$/.test(revision)) return 'commit';
  return /^v?\d+\.\d+\.\d+/.test(revision) ? 'tag' : 'branch';
}
