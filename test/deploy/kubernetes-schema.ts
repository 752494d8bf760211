import { validate as deployment } from "kubernetes-models/_schemas/IoK8sApiAppsV1Deployment";
import { validate as service } from "kubernetes-models/_schemas/IoK8sApiCoreV1Service";
import { validate as ingress } from "kubernetes-models/_schemas/IoK8sApiNetworkingV1Ingress";
import { validate as disruptionBudget } from "kubernetes-models/_schemas/IoK8sApiPolicyV1PodDisruptionBudget";

/** Kubernetes' own schemas, by kind. */
const SCHEMAS: Readonly<Record<string, typeof deployment>> = {
  Deployment: deployment,
  Ingress: ingress,
  PodDisruptionBudget: disruptionBudget,
  Service: service,
};

/** What Kubernetes would refuse in a manifest, as a server with strict validation does: unknown fields as well. */
export function problemsOf(manifest: { readonly kind: string }): readonly string[] {
  const validate = SCHEMAS[manifest.kind];
  if (validate === undefined) return [`no schema for ${manifest.kind}`];
  const unread = new Set<string>();
  const isValid = validate(watched(manifest, "", unread));
  // The types don't mention the errors, which Ajv leaves on the function.
  const errors = isValid ? [] : [JSON.stringify(Reflect.get(validate, "errors"))];
  return [...errors, ...[...unread].map((path) => `${path}: unknown field`)];
}

/** A copy that notes which fields are never read: a validator reads all that its schema knows. */
function watched(value: unknown, path: string, unread: Set<string>): unknown {
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, each]) => [key, watched(each, `${path}/${key}`, unread)] as const);
  if (Array.isArray(value)) return entries.map(([, each]) => each);
  for (const [key] of entries) unread.add(`${path}/${key}`);
  return new Proxy(Object.fromEntries(entries), {
    get(target, key) {
      unread.delete(`${path}/${String(key)}`);
      return Reflect.get(target, key);
    },
  });
}
