import { parseObjects } from '../control-plane/trees/parse-objects';
import type { TreeObject } from '../control-plane/trees/tree';

/** Objects out of YAML, as if a construct had made each: `sample/<name>`. */
export function sampleObjects(text: string): TreeObject[] {
  return parseObjects(text, 'sample.k8s.yaml').map((object) => ({
    ...object,
    origin: `sample/${object.manifest.metadata.name ?? ''}`,
  }));
}

/** A Deployment that every version accepts as it is. */
export const cart = `
apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: boutique
  labels:
    app: cart
spec:
  replicas: 2
  selector:
    matchLabels:
      app: cart
  template:
    metadata:
      labels:
        app: cart
    spec:
      containers:
        - name: server
          image: example.com/cart:1.0.0
          resources:
            requests:
              cpu: 250m
              memory: 64Mi
`;

/** A definition whose kind has rules, among them one about changes. */
export const definition = `
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata:
  name: recipes.conformance.example.com
spec:
  group: conformance.example.com
  names:
    kind: Recipe
    listKind: RecipeList
    plural: recipes
    singular: recipe
  scope: Namespaced
  versions:
    - name: v1
      served: true
      storage: true
      schema:
        openAPIV3Schema:
          type: object
          properties:
            spec:
              type: object
              required:
                - servings
              x-kubernetes-validations:
                - rule: self.servings <= self.maxServings
                  message: more servings than fit
                - rule: self.course == oldSelf.course
                  message: course is immutable
              properties:
                servings:
                  type: integer
                maxServings:
                  type: integer
                  default: 8
                course:
                  type: string
                  default: main
`;

/** An object of the kind that `definition` defines. */
export const soup = `
apiVersion: conformance.example.com/v1
kind: Recipe
metadata:
  name: soup
  namespace: boutique
spec:
  servings: 4
  course: first
`;
