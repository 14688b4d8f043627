import { answersFor, edgePorts, formatEdge, type Edge } from './edge';
import type { MatcherContext, MatcherResult } from './matcher';
import { treesOf } from './tree';

/**
 * Passes when the policies of each tree let all of an edge through: on each port, the requests that it names, or some
 * request where it names none. What policies leave open that name peers by DNS names or are not modelled is no pass. `.not` asks for some of it to be stopped: mostly `toDeny` is meant.
 */
export function toAllow(this: MatcherContext, received: unknown, edge: Edge): MatcherResult {
  const ports = edgePorts(edge);
  const answers = treesOf(received).flatMap((tree) => answersFor(tree, edge).map((answer) => ({ tree, answer })));
  const denied = answers.filter(({ answer }) => !answer.bounds.least.allowed.includes(ports));
  // Negated, the unproved fails as well.
  const pass =
    this.isNot === true
      ? answers.every(({ answer }) => answer.bounds.most.allowed.includes(ports))
      : denied.length === 0;
  return {
    pass,
    message: () =>
      (pass ? answers : denied)
        .map(({ tree, answer }) => {
          const wish = pass ? 'not to allow' : 'to allow';
          return `expected ${tree.cluster.name} ${wish} ${formatEdge(edge)}\n\n${answer.explain(ports)}\n`;
        })
        .join('\n'),
  };
}
