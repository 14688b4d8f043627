import { profiles } from '../checks/profile';
import type { Finding } from '../manifest/objects/finding';
import type { DescribedCluster } from './cluster-facts-file';
import type { ReadTree } from './cluster-trees';

/**
 * Tells what a tree says of itself that weakens how it is judged: whoever can change the tree can change its inventory. It
 * counts all the same, unless facts are taken strictly: then only the command line and its files say such things, and the
 * cluster is judged as one in production.
 */
export function withFactsTold(tree: ReadTree, isStrict: boolean): ReadTree {
  const { facts } = tree;
  if (facts === undefined) return tree;
  const said = weakenings(facts);
  const told: ReadTree = said === '' ? tree : { ...tree, findings: [...tree.findings, finding(said, isStrict)] };
  if (!isStrict) return told;
  const { suppressions: _, externalObjects: _external, storageClasses: _classes, profile: _profile, ...others } = facts;
  return { ...told, facts: { ...others, tier: 'production' } };
}

function weakenings({ suppressions = [], profile, tier }: DescribedCluster): string {
  const said = suppressions.map(({ check, reason }) => `"${check}" is suppressed: ${reason}`);
  const usual = tier === 'production' ? 'production' : 'baseline';
  if (profile !== undefined && profiles.indexOf(profile) < profiles.indexOf(usual))
    said.push(`the profile is "${profile}"`);
  return said.join('; ');
}

function finding(said: string, isStrict: boolean): Finding {
  return {
    id: 'no-exception-of-inventory',
    severity: 'info',
    status: 'unproved',
    object: { apiVersion: '', kind: 'File', name: '.inventory' },
    path: '',
    message: `${isStrict ? 'Not taken into account' : 'Taken into account'}: the inventory of the tree says: ${said}`,
    fix: isStrict ? 'say it in a file of --cluster-facts' : 'use --strict-facts to judge the tree without that',
  };
}
