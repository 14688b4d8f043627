import { answerSync } from '../../lib/operators/runtime/sync-hook';
import { shopComposition } from '../workload/large-kind';

// Answers so many calls about a parent that stands for fifty objects.
const [answers = '20'] = process.argv.slice(2);
for (let index = 0; index < Number(answers); index += 1) {
  const parent = {
    apiVersion: 'bench.example.com/v1',
    kind: 'Shop',
    metadata: { name: 'shop', namespace: 'bench' },
    spec: { image: `registry.example/shop:1.0.${index}`, services: 13 },
  };
  const answer = answerSync({ parent, children: {} }, [shopComposition]);
  if (answer.status !== 200) throw new Error(answer.text);
  if (!Array.isArray(answer.body.children) || answer.body.children.length < 50)
    throw new Error(`${JSON.stringify(answer.body).slice(0, 200)}: not fifty objects`);
}
