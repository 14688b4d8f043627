// cdk8s-blueprints/promotion: waves of clusters that a commit reaches one after the other
export { Promotion, type PromotionProps, type PromotionWave } from './promotion';
