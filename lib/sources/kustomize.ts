import type { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { assertProps } from '../fleet/assert-props';
import { fields, oneOf, text } from '../fleet/shape';
import { RenderedObjects, renderTwice } from './rendered-objects';
import { runProgram } from './run-program';

/** A folder with a `kustomization.yaml`. */
export interface KustomizeProps {
  /** The folder, from the working directory. */
  readonly folder: string;
  /** What builds it: `kubectl kustomize` or `kustomize build`. @default 'kubectl' */
  readonly builder?: 'kubectl' | 'kustomize';
  /** Path of that program. @default its name */
  readonly program?: string;
}

const propsShape = fields({ folder: text, 'builder?': oneOf('kubectl', 'kustomize'), 'program?': text });

/**
 * The objects that kustomize builds, at synth: they are in the tree as YAML, checked, patched and connected like all
 * others. What it fetches from elsewhere is seen as a change of the tree.
 */
export class Kustomize extends Construct {
  private readonly objects: RenderedObjects;

  constructor(scope: Construct, id: string, props: KustomizeProps) {
    super(scope, id);
    assertProps(this, 'Kustomize', propsShape, props);
    const { folder, builder = 'kubectl', program: file = builder } = props;
    const program = {
      declared: 'Kustomize',
      file,
      install: `install ${builder}, or write its path: program`,
    };
    const args = [builder === 'kubectl' ? 'kustomize' : 'build', folder];
    const rendered = renderTwice(
      this,
      'Kustomize',
      () => runProgram(this, program, args),
      'leave out the generator that makes up values',
    );
    this.objects = new RenderedObjects(this, 'Kustomize', rendered);
  }

  /** One of its objects, for `Workload.from` or a patch. */
  object(kind: string, name: string): ApiObject {
    return this.objects.object(kind, name);
  }
}
