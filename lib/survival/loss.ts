import { notFound, type ShapeProblem } from '../fleet/shape';
import type { CommittedTree } from './surviving-tree';

/** What is lost at once: `region:eu-west-1`, `cluster:prod-euw1`. */
export interface Loss {
  readonly domain: 'cluster' | 'region';
  readonly name: string;
}

const grammar = /^(cluster|region):(.+)$/;

/** Reads a loss, and says what is wrong where it is none, or nothing would be lost. */
export function parseLoss(text: string, trees: readonly CommittedTree[]): Loss | ShapeProblem {
  if (text.startsWith('zone:'))
    return {
      path: '',
      message:
        'a zone is a part of a cluster: whether its pods find room in the others is what "capacity --zone-lost" says',
      fix: 'cdk8s-blueprints capacity DIR --zone-lost',
    };
  const [, domain, name] = grammar.exec(text) ?? [];
  if (name === undefined || (domain !== 'cluster' && domain !== 'region'))
    return { path: '', message: 'write region:NAME or cluster:NAME', fix: 'write region:eu-west-1' };
  const known = [
    ...new Set(trees.flatMap((tree) => (domain === 'cluster' ? tree.cluster : (tree.region ?? [])))),
  ].sort();
  if (known.includes(name)) return { domain, name };
  if (known.length === 0)
    return {
      path: '',
      message: 'no inventory says in which region a cluster stands',
      fix: 'write cluster:NAME, or give the clusters a region',
    };
  return notFound('', name, known);
}

/** Whether a cluster is lost. */
export function isLost({ cluster, region }: CommittedTree, losses: readonly Loss[]): boolean {
  return losses.some(({ domain, name }) => (domain === 'cluster' ? cluster : region) === name);
}
