import type { KubernetesObject } from "#core/ports/cloud.ts";

type Tree = Record<string, unknown>;

const isTree = (value: unknown): value is Tree => typeof value === "object" && value !== null && !Array.isArray(value);

const isNamed = (value: unknown): value is { name: string }[] =>
  Array.isArray(value) && value.length > 0 && value.every((one) => isTree(one) && typeof one["name"] === "string");

/** Lists that server-side apply merges by name; all others, such as a binding's subjects, are replaced whole. */
const mergedByName = new Set(["containers", "initContainers", "volumes", "env"]);

const merged = (there: unknown, given: unknown, field = ""): unknown => {
  if (isTree(there) && isTree(given)) {
    const into = { ...there };
    for (const [key, value] of Object.entries(given)) into[key] = merged(there[key], value, key);
    return into;
  }
  if (!mergedByName.has(field) || !isNamed(there) || !isNamed(given)) return given;
  const known = there.map((one) => merged(one, given.find(({ name }) => name === one.name) ?? one));
  return [...known, ...given.filter(({ name }) => !there.some((one) => one.name === name))];
};

/** An object as it is after an apply: the fields that were given are as given, all others stay. */
export const applied = (there: KubernetesObject | undefined, given: KubernetesObject): KubernetesObject =>
  there ? (merged(there, given) as KubernetesObject) : given;
