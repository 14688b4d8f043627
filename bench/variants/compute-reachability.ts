import { reachability } from '../../lib';
import { groupedTree, isolatedTree } from '../workload/reached-tree';

// Every connection of a tree of so many workloads.
const [tree = 'isolated', workloads = '1000'] = process.argv.slice(2);
const make = tree === 'grouped' ? groupedTree : isolatedTree;
const connections = reachability(make(Number(workloads))).connections();
if (connections.length === 0) throw new Error('nothing reaches anything');
