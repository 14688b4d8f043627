import type { Controller } from './controller';

/** The autoscaler of requests. */
export const verticalPodAutoscaler: Controller = {
  autoscalers: [
    { group: 'autoscaling.k8s.io', kind: 'VerticalPodAutoscaler', direction: 'vertical', target: 'targetRef' },
  ],
};
