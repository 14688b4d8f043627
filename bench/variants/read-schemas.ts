import { largeKind } from '../workload/large-kind';

// Makes the definition of so many kinds with 300 properties each.
const [kinds = '1'] = process.argv.slice(2);
for (let index = 0; index < Number(kinds); index += 1)
  if (JSON.stringify(largeKind(300).definition).length < 10_000) throw new Error('the definition lacks properties');
