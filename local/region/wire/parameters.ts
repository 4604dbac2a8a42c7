import type { NormalizedSchema } from "@smithy/core/schema";
import { refuse } from "../errors.ts";
import { type Operation, type Protocol, requiredMembers } from "./shapes.ts";

/** Query parameters as a tree: `A.1.B=x` is A → 1 → B → "x". */
interface Tree {
  value?: string;
  children: Map<string, Tree>;
}

/** What every request carries beside the action's own parameters. */
const ofTheProtocol = new Set([
  "Action",
  "Version",
  "AWSAccessKeyId",
  "Signature",
  "SignatureMethod",
  "SignatureVersion",
  "Timestamp",
  "SecurityToken",
]);

const grow = (parameters: URLSearchParams): Tree => {
  const root: Tree = { children: new Map() };
  for (const [key, value] of parameters) {
    if (ofTheProtocol.has(key) || key.startsWith("X-Amz-")) continue;
    let at = root;
    for (const part of key.split(".")) {
      const next: Tree = at.children.get(part) ?? { children: new Map() };
      at.children.set(part, next);
      at = next;
    }
    at.value = value;
  }
  return root;
};

const wireName = (member: NormalizedSchema, name: string, protocol: Protocol): string => {
  const traits = member.getMergedTraits();
  if (protocol.name === "elbv2") return traits.xmlName ?? name;
  const spelt = String(traits["ec2QueryName"] ?? traits.xmlName ?? name);
  return spelt.charAt(0).toUpperCase() + spelt.slice(1);
};

const invalid = (path: string, value: string, wanted: string): never =>
  refuse("InvalidParameterValue", `Value (${value}) for parameter ${path} is invalid. ${wanted}`);

const readSimple = (schema: NormalizedSchema, value: string, path: string): unknown => {
  if (schema.isBooleanSchema()) {
    const word = value.toLowerCase();
    return word === "true" || (word === "false" ? false : invalid(path, value, "Expected true or false."));
  }
  if (schema.isNumericSchema()) {
    const number = value.trim() === "" ? Number.NaN : Number(value);
    return Number.isFinite(number) ? number : invalid(path, value, "Expected a number.");
  }
  if (schema.isTimestampSchema()) {
    const date = new Date(value);
    return Number.isNaN(date.getTime()) ? invalid(path, value, "Expected an ISO 8601 time.") : date;
  }
  if (schema.isBlobSchema()) return new Uint8Array(Buffer.from(value, "base64"));
  return value;
};

const readList = (schema: NormalizedSchema, tree: Tree, protocol: Protocol, path: string): unknown[] => {
  const flat = protocol.flatLists || schema.getMergedTraits().xmlFlattened;
  // An empty list is sent as `Name=` by awsQuery clients.
  if (tree.children.size === 0) return [];
  const items = flat ? tree : (tree.children.get("member") ?? tree);
  return [...items.children.entries()]
    .map(([index, item]) => {
      if (!/^\d+$/.test(index)) unknown(`${path}.${index}`, protocol);
      return [Number(index), item] as const;
    })
    .sort(([a], [b]) => a - b)
    .map(([index, item]) => readShape(schema.getValueSchema(), item, protocol, `${path}.${index}`));
};

const unknown = (path: string, protocol: Protocol): never =>
  protocol.name === "ec2"
    ? refuse("UnknownParameter", `The parameter ${path} is not recognized`)
    : refuse("ValidationError", `Unknown parameter ${path}`);

const missing = (path: string, protocol: Protocol): never =>
  protocol.name === "ec2"
    ? refuse("MissingParameter", `The request must contain the parameter ${path}`)
    : refuse(
        "ValidationError",
        `1 validation error detected: Value at '${path}' failed to satisfy constraint: Member must not be null`,
      );

const readStructure = (
  schema: NormalizedSchema,
  tree: Tree,
  protocol: Protocol,
  path: string,
): Record<string, unknown> => {
  const result: Record<string, unknown> = {};
  const known = new Map<string, [string, NormalizedSchema]>();
  for (const [name, member] of schema.structIterator()) known.set(wireName(member, name, protocol), [name, member]);
  const at = (wire: string) => (path === "" ? wire : `${path}.${wire}`);
  for (const [wire, child] of tree.children) {
    const [name, member] = known.get(wire) ?? unknown(at(wire), protocol);
    result[name] = readShape(member, child, protocol, at(wire));
  }
  for (const name of requiredMembers(schema)) if (result[name] === undefined) missing(at(name), protocol);
  return result;
};

const readShape = (schema: NormalizedSchema, tree: Tree, protocol: Protocol, path: string): unknown => {
  if (schema.isStructSchema()) return readStructure(schema, tree, protocol, path);
  if (schema.isListSchema()) return readList(schema, tree, protocol, path);
  if (tree.children.size > 0) unknown(`${path}.${[...tree.children.keys()][0]}`, protocol);
  return readSimple(schema, tree.value ?? "", path);
};

/**
 * The action's input, as the SDK's own types describe it.
 * @throws AwsError UnknownParameter, MissingParameter, InvalidParameterValue (ELBv2: ValidationError)
 */
export const readInput = (
  operation: Operation,
  parameters: URLSearchParams,
  protocol: Protocol,
): Record<string, unknown> =>
  operation.input.isStructSchema() ? readStructure(operation.input, grow(parameters), protocol, "") : {};
