import { answersFor, edgePorts, formatEdge, type Edge } from './edge';
import { pathsOf } from './edge-request';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf } from './tree';

/** Passes when the policies of each tree let nothing of an edge through: no port of it, and to or from no address of it. */
export function toDeny(this: MatcherContext, received: unknown, edge: Edge): MatcherResult {
  const ports = edgePorts(edge);
  if (pathsOf(edge).some((path) => path.endsWith('*'))) {
    throw new Error('toDeny is about requests one by one: name a path without "*", or leave it out for all');
  }
  const answers = treesOf(received).flatMap((tree) => answersFor(tree, edge).map((answer) => ({ tree, answer })));
  const open = answers.filter(({ answer }) => !answer.bounds.most.allowedForSome.intersect(ports).isEmpty);
  // Negated, the unproved fails as well.
  const pass =
    this.isNot === true
      ? answers.every(({ answer }) => answer.bounds.least.allowedForSome.intersect(ports).isEmpty)
      : open.length === 0;
  return {
    pass,
    message: () =>
      (pass ? answers : open)
        .map(({ tree, answer }) => {
          const wish = pass ? 'not to deny' : 'to deny';
          return `expected ${tree.cluster.name} ${wish} ${formatEdge(edge)}\n\n${answer.explain(ports)}\n`;
        })
        .join('\n'),
  };
}
