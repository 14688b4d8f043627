import type { z } from 'zod';
import {
  fieldsOf,
  flag,
  listOf,
  mapOf,
  mustBe,
  oneOf,
  text,
  valueOr,
  wholeNumberFrom,
  type Shape,
} from '../../fleet/shape';
import type { FieldRule } from './field';
import { ruleShape } from './field-options-shape';

/** A kind of one's own. */
export interface CustomResourceProps<V extends Versions = Versions> {
  /** The domain that the kind belongs to: `acme.example.com`. */
  readonly group: string;
  /** The kind: `Database`. */
  readonly kind: string;
  /** The kind in plural, in lower case, as in paths of the API. @default the kind in lower case, with an s or es */
  readonly plural?: string;
  /** The kind in singular, in lower case. @default the kind in lower case */
  readonly singular?: string;
  /** Short names for kubectl. @default none */
  readonly shortNames?: readonly string[];
  /** Groups of kinds that kubectl lists together, such as `all`. @default none */
  readonly categories?: readonly string[];
  /** Whether objects live in a namespace. @default 'Namespaced' */
  readonly scope?: 'Namespaced' | 'Cluster';
  /** What an object of the kind is, for kubectl explain. @default none */
  readonly description?: string;
  /** Its versions by their names: `v1`, `v1beta1`. */
  readonly versions: V;
  /**
   * How objects of one version become those of another. With `None` their fields stay as they are, and those that the
   * other version does not name are dropped. Must be said where the schemas of versions differ.
   *
   * @default 'None'
   */
  readonly conversion?: 'None' | ConversionWebhook;
}

/** The versions of a kind by their names. */
export type Versions = Readonly<Record<string, VersionProps>>;

/** One version of a kind. */
export interface VersionProps {
  /** What users write, as a schema of Zod. Becomes `spec` of the schema. */
  readonly spec: z.ZodType;
  /** What a controller writes. Becomes `status` of the schema, and the subresource of that name. @default none */
  readonly status?: z.ZodType;
  /** Whether objects are kept in this version. One is. @default true for the only version */
  readonly storage?: boolean;
  /** Whether the API server serves it. @default true */
  readonly served?: boolean;
  /** Whether clients are warned of it, or what they are told. Emitted as `deprecated` and `deprecationWarning`. @default false */
  readonly deprecated?: boolean | string;
  /** Columns of `kubectl get`. Emitted as `additionalPrinterColumns`. @default none */
  readonly printerColumns?: readonly PrinterColumn[];
  /** The fields by which autoscalers and `kubectl scale` scale it. Emitted as the subresource `scale`. @default none */
  readonly scale?: ScaleFields;
  /** Fields that `kubectl get --field-selector` knows, such as `.spec.engine`. @default none */
  readonly selectableFields?: readonly string[];
  /** Rules about the whole object, such as of its name. @default none */
  readonly rules?: readonly FieldRule[];
}

/** A column of `kubectl get`. */
export interface PrinterColumn {
  /** Its heading. */
  readonly name: string;
  /** The type of its values. @default 'string' */
  readonly type?: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  /** The field that it shows: `.status.phase`. */
  readonly jsonPath: string;
  /** How the value is written, such as `int32`. @default none */
  readonly format?: string;
  /** What it shows. @default none */
  readonly description?: string;
  /** Columns above 0 are shown by `kubectl get -o wide` alone. @default 0 */
  readonly priority?: number;
}

/** Where a kind keeps how many replicas it has. */
export interface ScaleFields {
  /** How many there should be: `.spec.replicas`. */
  readonly specReplicasPath: string;
  /** How many there are: `.status.replicas`. */
  readonly statusReplicasPath: string;
  /** The pods, as a label selector: `.status.selector`. HorizontalPodAutoscalers need it. @default none */
  readonly labelSelectorPath?: string;
}

/** The Service of a webhook that converts objects. */
export interface ConversionWebhook {
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Name of the Service. */
  readonly service: string;
  /** The path that it answers. @default '/convert' */
  readonly path?: string;
  /** The port of the Service. @default 443 */
  readonly port?: number;
  /** The certificate that it is trusted by, in base64. @default one that cert-manager or the like writes in */
  readonly caBundle?: string;
}

const zodSchema: Shape = (value, path) =>
  typeof value === 'object' && value !== null && 'toJSONSchema' in value
    ? undefined
    : mustBe(path, value, 'a schema of Zod 4', 'write z.object({ … })');

const versionShape = fieldsOf<VersionProps>({
  spec: zodSchema,
  'status?': zodSchema,
  'storage?': flag,
  'served?': flag,
  'deprecated?': valueOr(true, valueOr(false, text)),
  'printerColumns?': listOf(
    fieldsOf<PrinterColumn>({
      name: text,
      'type?': oneOf('string', 'integer', 'number', 'boolean', 'date'),
      jsonPath: text,
      'format?': text,
      'description?': text,
      'priority?': wholeNumberFrom(0),
    }),
  ),
  'scale?': fieldsOf<ScaleFields>({ specReplicasPath: text, statusReplicasPath: text, 'labelSelectorPath?': text }),
  'selectableFields?': listOf(text),
  'rules?': listOf(ruleShape),
});

/** What JavaScript may say of a kind. */
export const customResourceShape = fieldsOf<CustomResourceProps>({
  group: text,
  kind: text,
  'plural?': text,
  'singular?': text,
  'shortNames?': listOf(text),
  'categories?': listOf(text),
  'scope?': oneOf('Namespaced', 'Cluster'),
  'description?': text,
  versions: mapOf(versionShape),
  'conversion?': valueOr(
    'None',
    fieldsOf<ConversionWebhook>({
      namespace: text,
      service: text,
      'path?': text,
      'port?': wholeNumberFrom(1, 65535),
      'caBundle?': text,
    }),
  ),
});
