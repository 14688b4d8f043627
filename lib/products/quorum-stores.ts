import { Field } from '../manifest/objects/field';
import { containersOf } from '../manifest/pods/containers';
import { parseImageReference } from '../manifest/pods/image-reference';
import type { PodTemplate } from '../manifest/pods/pod-template';

/** Label by which an object says what part it plays. */
const componentLabel = 'app.kubernetes.io/component';

/** Values of the label that this library gives to stores whose members agree by majority, and to brokers. */
const quorumComponents: ReadonlySet<string> = new Set(['quorum-store', 'message-broker']);

/** Last parts of the names of images whose pods, in a StatefulSet, agree by majority whatever their configuration says. */
const quorumImages: ReadonlySet<string> = new Set(['clickhouse-keeper', 'cockroach', 'etcd', 'rabbitmq', 'zookeeper']);

/** What makes the pods of a StatefulSet members that agree by majority, as messages name it; undefined where nothing says so. */
export function quorumStoreOf({ owner, spec, specPath }: PodTemplate): string | undefined {
  if (owner.manifest.kind !== 'StatefulSet') return undefined;
  const component = Field.root(owner.manifest).at('metadata', 'labels').entry(componentLabel).text;
  if (component !== undefined && quorumComponents.has(component)) return `the label ${componentLabel}: ${component}`;
  for (const { list, field } of containersOf(Field.at(specPath, spec))) {
    if (list !== 'containers') continue;
    const image = parseImageReference(field.at('image').text ?? '')
      ?.repository.split('/')
      .at(-1);
    if (image !== undefined && quorumImages.has(image)) return `the image ${image}`;
  }
  return undefined;
}
