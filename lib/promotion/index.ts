// cdk8s-blueprints/promotion: waves of clusters that a commit reaches one after the other, and new images that Flux commits
export { ImagePolicy, type ImagePolicyProps } from './image-policy';
export { ImageUpdateAutomation, type ImageUpdateAutomationProps } from './image-update-automation';
export { Promotion, type PromotionProps, type PromotionWave } from './promotion';
