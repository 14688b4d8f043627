import { ApiObject } from 'cdk8s';
import { Construct } from 'constructs';
import { assertProps } from '../../fleet/assert-props';
import { fieldsOf, mustBe, textMap, type Shape } from '../../fleet/shape';
import { CustomResource } from './custom-resource';

/** What is put into a cluster before objects of a kind. */
export interface CustomResourceDefinitionProps {
  /** The kind. */
  readonly resource: CustomResource;
  /** Annotations on the definition, such as those by which cert-manager writes a certificate in. @default none */
  readonly annotations?: Readonly<Record<string, string>>;
}

const resourceShape: Shape = (value, path) =>
  value instanceof CustomResource
    ? undefined
    : mustBe(path, value, 'a CustomResource', 'write new CustomResource({ … })');
const propsShape = fieldsOf<CustomResourceDefinitionProps>({ resource: resourceShape, 'annotations?': textMap });

/** Makes a cluster serve a kind. Becomes a CustomResourceDefinition. */
export class CustomResourceDefinition extends Construct {
  constructor(scope: Construct, id: string, props: CustomResourceDefinitionProps) {
    super(scope, id);
    assertProps(this, 'CustomResourceDefinition', propsShape, props);
    const { resource, annotations } = props;
    const { metadata, ...definition } = resource.definition;
    new ApiObject(this, 'Resource', {
      ...definition,
      metadata: { name: metadata.name ?? id, ...(annotations === undefined ? {} : { annotations }) },
    });
  }
}
