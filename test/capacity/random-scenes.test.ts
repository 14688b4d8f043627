import fc from 'fast-check';
import { answerFor, judge } from './objects';
import { asDeployment, asNode, named, priorityClasses, someNodes, someWorkloads, volumesOf } from './scenes';
import { pendingPods } from './simulated-scheduler';

const runs = Number(process.env.SCENES ?? 200);
const scene = fc.record({
  nodes: someNodes,
  workloads: someWorkloads,
  seeds: fc.array(fc.infiniteStream(fc.nat(1000)), { minLength: 6, maxLength: 6 }),
});

test('what a scheduler leaves without a node is never proved, and what it places is never violated', () => {
  const seen = { proved: 0, violated: 0, unproved: 0 };
  fc.assert(
    fc.property(scene, ({ seeds, ...drawn }) => {
      const { nodes, workloads } = named(drawn.nodes, drawn.workloads);
      const answer = judge(
        [...priorityClasses, ...workloads.flatMap(volumesOf), ...workloads.map(asDeployment)],
        nodes.map(asNode),
      );
      for (const { status } of answer.workloads) seen[status] += 1;
      for (const seed of seeds) {
        const next = () => Number(seed.next().value);
        const queue = workloads.flatMap((workload) => Array.from({ length: workload.replicas }, () => workload));
        const shuffled = queue.map((workload) => ({ workload, at: next() })).sort((a, b) => a.at - b.at);
        const pending = pendingPods(
          nodes,
          shuffled.map(({ workload }) => workload),
          (count) => next() % Math.max(1, count),
        );
        for (const { name } of workloads) {
          const { status, together } = answerFor(answer, name);
          if (status === 'proved') expect({ name, pending: pending.get(name) ?? 0 }).toEqual({ name, pending: 0 });
          if (status !== 'violated') continue;
          const short = together.some(({ manifest }) => (pending.get(manifest.metadata.name ?? '') ?? 0) > 0);
          expect({ name, short }).toEqual({ name, short: true });
        }
      }
    }),
    { numRuns: runs },
  );
  expect(Math.min(seen.proved, seen.violated)).toBeGreaterThan(runs / 20);
});
