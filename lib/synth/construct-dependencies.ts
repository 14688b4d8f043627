import type { IConstruct } from 'constructs';
import type { Dependency } from './writer/apply-dependencies';

/** What `addDependency` says in a tree, between objects, charts and whatever else is made of them, by their paths. */
export function constructDependencies(root: IConstruct): readonly Dependency[] {
  return root.node
    .findAll()
    .flatMap(({ node }) => node.dependencies.map((other) => ({ from: node.path, to: other.node.path })));
}
