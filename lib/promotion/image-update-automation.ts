import { Construct } from 'constructs';
import type { ImageUpdateAutomationSpec } from '../../imports/image.toolkit.fluxcd.io';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { Cluster } from '../fleet/cluster';
import { fields, text, textLike } from '../fleet/shape';
import type { Plain } from '../manifest/objects/plain';
import { located } from '../model/located';
import { blueprints } from '../workload/blueprint';
import { assertFlux } from './assert-flux';

/** How Flux commits the images that policies have chosen. */
export interface ImageUpdateAutomationProps {
  /** Who commits. */
  readonly author: { readonly name: string; readonly email: string };
  /**
   * The branch that it pushes to, for a pull request.
   *
   * @default that of the cluster's repository: the images are in the cluster some minutes later
   */
  readonly branch?: string;
  /**
   * The folder in which it changes images, from the root of the repository. A program that reads its images from a file with
   * these comments names that folder: what is changed in the tree alone, the next synth changes back.
   *
   * @default the tree of the cluster
   */
  readonly path?: string;
  /** Message of its commits, as a template of Go. @default that of Flux */
  readonly message?: string;
}

const propsShape = fields({
  author: fields({ name: text, email: textLike(/^[^\s@]+@[^\s@]+$/, 'an e-mail address') }),
  'branch?': text,
  'path?': text,
  'message?': text,
});

/** Lets Flux commit the images that ImagePolicies have chosen, where their comments stand. */
export class ImageUpdateAutomation extends Construct {
  constructor(scope: Construct, id: string, props: ImageUpdateAutomationProps) {
    super(scope, id);
    assertProps(this, 'ImageUpdateAutomation', propsShape, props);
    const { namespace, repository, artifact } = assertFlux(this, 'ImageUpdateAutomation');
    if (artifact !== undefined)
      rejectProps(this, 'ImageUpdateAutomation', {
        path: '',
        message: 'Forbidden: this Flux takes its tree from an artifact, and commits to Git alone',
        fix: 'leave it out, or artifact',
      });
    const { name, environment } = Cluster.of(this);
    const { branch, path = `${repository.path}/${environment.name}/${name}`, message, author } = props;
    const spec: Plain<ImageUpdateAutomationSpec> = {
      interval: '30m',
      // The source of the cluster's own tree.
      sourceRef: { kind: 'GitRepository', name: `${name}--sync` },
      git: {
        checkout: { ref: { branch: repository.revision } },
        commit: { author, ...(message === undefined ? {} : { messageTemplate: message }) },
        push: { branch: branch ?? repository.revision },
      },
      update: { path: `./${path}`, strategy: 'Setters' },
    };
    const { chart, objectLabels } = chartContextOf(this);
    const owner = { origin: this.node.path, chart, objectLabels };
    const manifest = {
      apiVersion: 'image.toolkit.fluxcd.io/v1',
      kind: 'ImageUpdateAutomation',
      metadata: { name: id, namespace },
      spec,
    };
    blueprints.record(this, { resolve: () => ({ emit: () => located(manifest, owner) }) });
  }
}
