import { readFileSync } from 'node:fs';
import { Construct } from 'constructs';
import { parseAllDocuments } from 'yaml';
import { chartContextOf } from '../chart/chart-context';
import { assertProps, rejectProps } from '../fleet/assert-props';
import { fields, text, type ShapeProblem } from '../fleet/shape';
import { Field } from '../manifest/objects/field';
import { isManifest, type Manifest } from '../manifest/objects/manifest';
import { isEncryptedValue, isSopsEncrypted } from '../manifest/objects/sops';
import { blueprints } from '../workload/blueprint';
import { assertKey } from './assert-key';
import { secretReference, type SecretReference } from './secret-reference';

/** A Secret in a file that SOPS encrypted. */
export interface SopsSecretProps {
  /** The file, from the working directory: one Secret, of which `sops` has encrypted `data` or `stringData`. */
  readonly file: string;
}

const propsShape = fields({ file: text });

/**
 * A Secret that stands in Git encrypted. Its file comes into the tree as it is, to the byte: what SOPS encrypted is
 * authenticated as a whole. What applies the tree has to decrypt it, as Flux does.
 */
export class SopsSecret extends Construct {
  /** The Secret, as workloads use it. */
  readonly secret: SecretReference;

  constructor(scope: Construct, id: string, props: SopsSecretProps) {
    super(scope, id);
    assertProps(this, 'SopsSecret', propsShape, props);
    const { chart, namespace } = chartContextOf(this);
    const content = this.read(props.file);
    const manifest = this.secretIn(content, namespace);
    const name = manifest.metadata.name ?? '';
    this.secret = secretReference(
      name,
      assertKey(
        this,
        'SopsSecret',
        valuesOf(manifest).map(([key]) => key),
      ),
    );
    const object = {
      manifest,
      encrypted: { text: content, manifest },
      origin: this.node.path,
      chart,
      objectLabels: {},
    };
    blueprints.record(this, { resolve: () => ({ emit: () => [object] }) });
  }

  private read(file: string): string {
    try {
      return readFileSync(file, 'utf8');
    } catch {
      return this.refuse('Not found: the file cannot be read', 'write its path from the working directory');
    }
  }

  private secretIn(content: string, namespace: string): Manifest {
    const [document, ...others] = parseAllDocuments(content);
    const value: unknown = document?.errors.length === 0 ? document.toJS() : undefined;
    if (
      others.length > 0 ||
      /^---/m.test(content) ||
      !isManifest(value) ||
      value.apiVersion !== 'v1' ||
      value.kind !== 'Secret'
    )
      return this.refuse('Invalid value: it does not hold one Secret', 'leave one Secret in it, without "---"');
    const problem = problemOf(value, namespace);
    return problem === undefined ? value : this.refuse(problem.message, problem.fix);
  }

  private refuse(message: string, fix: string): never {
    return rejectProps(this, 'SopsSecret', { path: 'file', message, fix });
  }
}

function problemOf(secret: Manifest, namespace: string): Omit<ShapeProblem, 'path'> | undefined {
  const { metadata } = secret;
  if (
    !isSopsEncrypted(secret) ||
    !valuesOf(secret).every(([, { text: value = '' }]) => value === '' || isEncryptedValue(value))
  )
    // No value is in the message: it may be a credential.
    return {
      message: 'Forbidden: values would be readable in the repository',
      fix: "run sops --encrypt --in-place --encrypted-regex '^(data|stringData)$', and change the credential",
    };
  if (typeof metadata.name !== 'string' || metadata.name === '' || isEncryptedValue(metadata.name))
    return {
      message: 'Invalid value: its name cannot be read',
      fix: "encrypt data alone: sops --encrypted-regex '^(data|stringData)$'",
    };
  if (metadata.namespace !== namespace)
    return {
      message: `Invalid value: its Secret is not in the namespace "${namespace}" of the chart`,
      fix: `write metadata.namespace: ${namespace}, and encrypt it again`,
    };
  return undefined;
}

function valuesOf(secret: Manifest): readonly (readonly [string, Field])[] {
  return ['data', 'stringData'].flatMap((map) => Field.root(secret).at(map).entries());
}
