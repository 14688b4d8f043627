import { runChecks } from '../../lib';
import { checkedTree } from '../workload/checked-tree';

// Every check of the strictest profile over a tree of so many objects.
const [objects = '10000'] = process.argv.slice(2);
const { findings, proofs } = runChecks({ ...checkedTree(Number(objects)), profile: 'strict' });
if (findings.length + proofs.length === 0) throw new Error('no check ran');
