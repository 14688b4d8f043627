import { capacity } from '../../lib';
import { capacityTree } from '../workload/capacity-tree';

// Whether so many workloads fit.
const [workloads = '1000'] = process.argv.slice(2);
const { manifests, nodes } = capacityTree(Number(workloads));
const answer = capacity(manifests, nodes);
const open = answer.workloads.filter(({ status }) => status !== 'proved');
if (open.length > 0) throw new Error(`${open.length} workloads are not proved: ${open[0]?.reasons.join() ?? ''}`);
