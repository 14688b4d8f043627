/** The label by which pods of one revision are told from those of another; none where their kind gives them none of that sort. */
export function revisionLabel(kind: string): string | undefined {
  if (kind === 'Rollout') return 'rollouts-pod-template-hash';
  return kind === 'Deployment' ? 'pod-template-hash' : undefined;
}
