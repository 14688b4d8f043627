import type { ControllerModel } from './controllers';

/** Path of the pod template in an object of a kind. */
export function templatePath(kind: ControllerModel['kind']): string {
  if (kind === 'ScaledJob') return 'spec.jobTargetRef.template';
  return kind === 'CronJob' ? 'spec.jobTemplate.spec.template' : 'spec.template';
}

/** Path of a container, by its name: `spec.template.spec.containers[cart]`. */
export function containerPath(kind: ControllerModel['kind'], container: string): string {
  return `${templatePath(kind)}.spec.containers[${container}]`;
}
